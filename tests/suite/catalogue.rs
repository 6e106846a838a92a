//! The measure dictionary: whole, well-formed, readable by a screen reader, the same every time.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use boardpack::diagnostic::Source;
use boardpack::dictionary::{dictionary, html, markdown};
use boardpack::kpi::{Catalogue, MeasureFile, lines};
use roxmltree::{Document, Node, ParsingOptions};

fn built_in() -> Catalogue {
    Catalogue::built_in().unwrap_or_else(|faults| panic!("{}", faults.render(false)))
}

/// A measure whose every text is an attack on the page.
fn hostile() -> Catalogue {
    let text = std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("kpis/children-looked-after/sdq-average-score.toml"),
    )
    .expect("a measure");
    let attack = r#"</h3><script>alert(1)</script>&amp; \"' --> ]]> | `` *b* [a](b) \u0001 # "#;
    let text = text
        .replace("Average strengths and difficulties score", attack)
        .replace("Oldest age counted", attack)
        .replace("A turned 5", &format!("{attack}A turned 5"))
        .replace("from_age BETWEEN", "from_age<BETWEEN");
    let file = MeasureFile {
        strategy: "children-looked-after".to_owned(),
        id: "hostile".to_owned(),
        source: Source::new("hostile.toml", text),
    };
    Catalogue::read(&[file]).unwrap_or_else(|faults| panic!("{}", faults.render(false)))
}

fn parsed(page: &str) -> Document<'_> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(page, options).unwrap_or_else(|error| panic!("{error}"))
}

fn all<'a>(document: &'a Document<'_>, name: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    document.descendants().filter(move |node| node.has_tag_name(name))
}

fn text(node: Node<'_, '_>) -> String {
    node.descendants().filter_map(|inside| inside.text().filter(|_| inside.is_text())).collect()
}

#[test]
fn the_page_is_well_formed_with_landmarks_and_a_language() {
    let page = html(&dictionary(&built_in(), Some("Example <Council>")));
    let document = parsed(&page);
    let root = document.root_element();
    assert_eq!(root.attribute("lang"), Some("en-GB"));
    for landmark in ["header", "nav", "main", "footer", "h1", "title"] {
        assert_eq!(all(&document, landmark).count(), 1, "{landmark}");
    }
    assert_eq!(text(all(&document, "h1").next().expect("h1")), "Measure dictionary: Example <Council>");
    let first = all(&document, "body").next().and_then(|body| body.first_element_child()).expect("a link");
    assert_eq!((first.attribute("class"), first.attribute("href")), (Some("skip"), Some("#content")));
    for table in all(&document, "table") {
        assert!(table.children().any(|one| one.has_tag_name("caption")), "a table without a caption");
    }
    for head in all(&document, "th") {
        assert!(head.attribute("scope").is_some());
    }
}

#[test]
fn headings_leave_no_level_out() {
    let page = html(&dictionary(&built_in(), None));
    let mut last = 0;
    for node in parsed(&page).descendants() {
        let level = node.tag_name().name().strip_prefix('h').and_then(|level| level.parse::<u8>().ok());
        if let Some(level) = level {
            assert!(level <= last + 1, "h{level} after h{last}: {}", text(node));
            assert!(!text(node).trim().is_empty(), "an empty heading");
            last = level;
        }
    }
}

#[test]
fn every_link_leads_to_one_place() {
    for catalogue in [built_in(), hostile()] {
        let page = html(&dictionary(&catalogue, None));
        let document = parsed(&page);
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for id in document.descendants().filter_map(|node| node.attribute("id")) {
            *places.entry(id).or_default() += 1;
        }
        for link in all(&document, "a") {
            let to = link.attribute("href").and_then(|to| to.strip_prefix('#')).expect("a link in the page");
            assert_eq!(places.get(to), Some(&1), "{to}");
        }
        for named in document.descendants().filter_map(|node| node.attribute("aria-labelledby")) {
            assert_eq!(places.get(named), Some(&1), "{named}");
        }
    }
}

#[test]
fn the_page_needs_no_network_and_hides_nothing_without_scripts() {
    let page = html(&dictionary(&built_in(), None));
    let document = parsed(&page);
    for node in document.descendants() {
        for name in ["src", "action", "onclick", "style"] {
            assert_eq!(node.attribute(name), None, "{name}");
        }
        assert!(!matches!(node.tag_name().name(), "link" | "img" | "iframe"));
        if node.attribute("hidden").is_some() {
            assert_eq!(node.attribute("role"), Some("search"), "only what the script works is hidden");
        }
    }
    assert!(!page.contains("http://") && !page.contains("https://") && !page.contains("url("));
    let script = text(all(&document, "script").next().expect("a script"));
    assert!(!script.contains('<') && !script.contains('&'), "read alike as HTML and as XML");
    let style = text(all(&document, "style").next().expect("a style"));
    assert!(style.contains("@media print"));
    assert!(!style.contains('<') && !style.contains('&'));
}

/// Relative luminance, as WCAG 2.2 defines it.
fn luminance(colour: &str) -> f64 {
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("a colour")) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

#[test]
fn words_and_lines_stand_out_from_the_page() {
    let page = html(&dictionary(&built_in(), None));
    let colours: BTreeMap<&str, &str> = page
        .split_once(":root {")
        .and_then(|(_, rest)| rest.split_once('}'))
        .expect("the colours")
        .0
        .split(';')
        .filter_map(|one| one.trim().split_once(": "))
        .collect();
    for (colour, on, least) in [
        ("--ink", "--paper", 7.0),
        ("--ink", "--soft", 7.0),
        ("--link", "--paper", 7.0),
        ("--link", "--soft", 4.5),
        ("--quiet", "--paper", 7.0),
        ("--line", "--paper", 3.0),
    ] {
        let (a, b) = (luminance(colours[colour]), luminance(colours[on]));
        let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
        assert!(contrast >= least, "{colour} on {on}: {contrast:.2}");
    }
}

#[test]
fn every_measure_and_every_line_is_there_word_for_word() {
    let catalogue = built_in();
    let dictionary = dictionary(&catalogue, None);
    let page = html(&dictionary);
    let document = parsed(&page);
    let articles: BTreeMap<&str, String> = all(&document, "article")
        .map(|one| (one.attribute("aria-labelledby").expect("a name"), text(one)))
        .collect();
    assert_eq!(articles.len(), catalogue.len());
    for measure in catalogue.measures() {
        let article = &articles[format!("measure-{}", measure.id).as_str()];
        let mut expected = vec![&measure.title, &measure.question, &measure.numerator, &measure.owner];
        expected.extend(&measure.notes);
        expected.extend(measure.target.iter().map(|target| &target.quote));
        expected.extend(measure.tables.iter().map(|table| &table.value));
        expected.extend(measure.params.iter().map(|param| &param.words));
        expected.extend(measure.changes.iter().map(|change| &change.words));
        expected.extend(measure.examples.iter().map(|example| &example.words));
        for words in expected {
            assert!(article.contains(words.trim_end_matches('.')), "{}: {words}", measure.id);
        }
        for (field, sql) in boardpack::compute::expressions(measure) {
            assert!(article.contains(sql.value.trim()), "{}: {field}", measure.id);
        }
    }
    let answered: BTreeSet<&str> =
        catalogue.measures().flat_map(|one| &one.answers).map(|answer| answer.value.as_str()).collect();
    let open = all(&document, "section")
        .find(|section| section.attribute("aria-labelledby") == Some("without-measure"))
        .map(text)
        .expect("the section");
    for line in lines() {
        assert!(text(document.root_element()).contains(line.text), "{}", line.reference);
        let listed = open.lines().any(|words| words == line.reference);
        assert_eq!(listed, !answered.contains(line.reference), "{}", line.reference);
    }
}

#[test]
fn words_of_a_file_are_words_on_the_page() {
    let dictionary = dictionary(&hostile(), None);
    let page = html(&dictionary);
    let document = parsed(&page);
    assert_eq!(all(&document, "script").count(), 1);
    let title = text(all(&document, "h3").last().expect("the measure"));
    assert!(
        title.contains("</h3><script>alert(1)</script>&amp; \"' --> ]]> | `` *b* [a](b) \u{fffd}"),
        "{title}"
    );
    let page = markdown(&dictionary);
    assert!(!page.replace("\\<", "").contains("<script") && !page.contains('\u{1}'));
    assert!(page.contains(r"\<script\>alert(1)\</script\>\&amp; "), "{page}");
    for row in page.lines().filter(|line| line.starts_with("| ")) {
        let bars = row.replace("\\|", "").matches('|').count();
        assert!(bars >= 3, "{row}");
    }
}

#[test]
fn markdown_has_the_same_headings_and_whole_tables() {
    let dictionary = dictionary(&built_in(), None);
    let (page, marked) = (html(&dictionary), markdown(&dictionary));
    let headings = parsed(&page)
        .descendants()
        .filter(|node| matches!(node.tag_name().name(), "h1" | "h2" | "h3" | "h4" | "h5"))
        .count();
    let mut inside = false;
    let (mut found, mut columns) = (0, 0);
    for line in marked.lines() {
        if line.starts_with("```") {
            inside = !inside;
        } else if !inside && line.starts_with('#') {
            found += 1;
        } else if !inside && line.starts_with('|') {
            let bars = line.replace("\\|", "").matches('|').count();
            assert!(columns == 0 || bars == columns, "{line}");
            columns = bars;
        } else {
            columns = 0;
        }
    }
    assert_eq!(found, headings);
}

#[test]
fn the_command_writes_the_same_bytes_every_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_boardpack"))
            .current_dir(folder.path())
            .args(["catalogue", "--out", name])
            .output()
            .expect("the program");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        ["measures.html", "measures.md", "manifest.json"]
            .map(|file| std::fs::read(folder.path().join(name).join(file)).expect(file))
    };
    let first = write("one");
    assert_eq!(first, write("two"));
    assert_eq!(first, write("one"), "written over itself");
    assert_eq!(std::fs::read_dir(folder.path().join("one")).expect("the folder").count(), 3);
}
