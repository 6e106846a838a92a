
(function () {
  'use strict';
  var form = document.getElementById('search');
  var box = document.getElementById('words');
  var found = document.getElementById('found');
  var measures = Array.from(document.querySelectorAll('article'));
  var texts = measures.map(function (measure) { return measure.textContent.toLowerCase(); });
  function show() {
    var words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    var shown = 0;
    measures.forEach(function (measure, n) {
      var fits = words.every(function (word) { return texts[n].includes(word); });
      measure.hidden = !fits;
      if (fits) { shown += 1; }
    });
    found.textContent = shown + ' of ' + measures.length + ' measures';
  }
  form.addEventListener('submit', function (event) { event.preventDefault(); });
  box.addEventListener('input', show);
  window.addEventListener('hashchange', function () {
    var place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var measure = place ? place.closest('article') : null;
    if (measure ? measure.hidden : false) {
      box.value = '';
      show();
      place.scrollIntoView();
    }
  });
  form.hidden = false;
  show();
}());
