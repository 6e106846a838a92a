// Looks at a pack's page in a headless Chromium with axe-core: `node axe.mjs PAGE.html AXE.js CHROMIUM`.
//
// The page has no script and allows none, so a copy without its policy carries the checker. Fails on any finding of
// axe-core, on a heading that skips a level, on a link or region that the keyboard cannot reach or reaches out of turn,
// and on anything that the browser writes to the console for the page as it is, its policy included.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [page, axe, chromium] = process.argv.slice(2);
const policy = /<meta http-equiv="Content-Security-Policy"[^>]*>/;
const original = readFileSync(page, "utf8");
if (!policy.test(original)) throw new Error("the page has no policy");
const check = `
window.noted = [];
addEventListener("error", (event) => window.noted.push("error: " + event.message));
addEventListener("load", async () => {
  const levels = [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].map((one) => Number(one.tagName[1]));
  levels.forEach((level, at) => {
    if (at === 0 ? level !== 1 : level > levels[at - 1] + 1) window.noted.push("heading " + at + " skips a level");
  });
  for (const one of document.querySelectorAll("a[href], [tabindex='0']")) {
    one.focus();
    const { width, height } = one.getBoundingClientRect();
    if (document.activeElement !== one || width === 0 || height === 0) {
      window.noted.push("not reached by keyboard: " + one.outerHTML.slice(0, 80));
    }
  }
  for (const one of document.querySelectorAll("[tabindex]")) {
    if (one.tabIndex > 0) window.noted.push("reached out of turn: " + one.outerHTML.slice(0, 80));
  }
  for (const one of document.querySelectorAll("body *")) {
    const scrolls = one.scrollWidth > one.clientWidth + 1 && ["auto", "scroll"].includes(getComputedStyle(one).overflowX);
    if (scrolls && one.tabIndex < 0) window.noted.push("scrolled by no key: " + one.outerHTML.slice(0, 80));
  }
  const found = await axe.run(document, { resultTypes: ["violations"] });
  for (const one of found.violations) {
    for (const node of one.nodes) window.noted.push(one.id + ": " + one.help + ": " + node.html.slice(0, 160));
  }
  document.body.innerHTML = "";
  const result = document.createElement("pre");
  result.id = "noted";
  result.textContent = JSON.stringify({ checked: levels.length, noted: window.noted });
  document.body.append(result);
});`;
const folder = mkdtempSync(join(tmpdir(), "boardpack-axe-"));
try {
  const copy = join(folder, "page.html");
  const scripts = `<script>${readFileSync(axe, "utf8").replaceAll("</script", "<\\/script")}</script><script>${check}</script></head>`;
  writeFileSync(copy, original.replace(policy, "").replace("</head>", () => scripts));
  const dom = execFileSync(
    chromium,
    ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=120000", "--dump-dom", pathToFileURL(copy).href],
    { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] },
  );
  const result = /<pre id="noted">(.*?)<\/pre>/s.exec(dom);
  if (!result) throw new Error("the checker gave no result");
  const text = result[1].replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
  const { checked, noted } = JSON.parse(text);
  const shown = spawnSync(
    chromium,
    ["--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--dump-dom", pathToFileURL(page).href],
    { encoding: "utf8", maxBuffer: 1 << 28 },
  );
  if (shown.status !== 0) throw new Error("the page as it is could not be opened");
  noted.push(...shown.stderr.split("\n").filter((line) => line.includes("CONSOLE")).map((line) => "console: " + line));
  if (checked < 3) throw new Error("the page has no headings");
  for (const one of noted) console.log(one);
  console.log(`${page}: ${checked} headings, ${noted.length} findings`);
  process.exitCode = noted.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}
