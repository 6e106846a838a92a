//! The architecture: who may name whom.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Every source file, with its module: the folder or file below src.
fn sources() -> Vec<(String, PathBuf, String)> {
    fn walk(folder: &Path, all: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                walk(&path, all);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                all.push(path);
            }
        }
    }
    let src = Path::new(ROOT).join("src");
    let mut paths = Vec::new();
    walk(&src, &mut paths);
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let below = path.strip_prefix(&src).expect("a path below src").to_owned();
            let first = below.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).expect("a source file");
            (first.trim_end_matches(".rs").to_owned(), below, text)
        })
        .collect()
}

/// The table in lib.rs: a row a module, with the modules that it may name.
fn arrows() -> BTreeMap<String, BTreeSet<String>> {
    let lib = std::fs::read_to_string(Path::new(ROOT).join("src/lib.rs")).expect("lib.rs");
    let rows = lib.lines().skip_while(|line| *line != "//! ```text,arrows").skip(1);
    let rows: BTreeMap<String, BTreeSet<String>> = rows
        .take_while(|line| *line != "//! ```")
        .filter_map(|line| line.trim_start_matches("//!").split_once(':'))
        .map(|(from, to)| (from.trim().to_owned(), to.split_whitespace().map(str::to_owned).collect()))
        .collect();
    assert!(!rows.is_empty(), "lib.rs has no table of arrows");
    rows
}

/// A source text without comments and without the insides of literals.
fn code(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let skip = |end: Option<usize>, length: usize| end.map_or(rest.len(), |at| at + length);
        if rest.starts_with("//") {
            rest = &rest[skip(rest.find('\n'), 0)..];
        } else if rest.starts_with("r#\"") {
            rest = &rest[3 + skip(rest[3..].find("\"#"), 2).min(rest.len() - 3)..];
        } else if first == '"' {
            let mut escaped = false;
            let end = rest[1..].find(|c| {
                let ends = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                ends
            });
            rest = &rest[end.map_or(rest.len(), |at| at + 2)..];
        } else if rest.starts_with("'\"'") || rest.starts_with("'\\\"'") {
            rest = &rest[if rest.starts_with("'\\") { 4 } else { 3 }..];
        } else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    out
}

/// The modules that a text names through `prefix`, in paths and in groups: `crate::{kpi, plan::Plan}`.
fn named(code: &str, prefix: &str) -> BTreeSet<String> {
    let name =
        |text: &str| -> String { text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect() };
    let mut all = BTreeSet::new();
    for (at, _) in code.match_indices(prefix) {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let rest = code[at + prefix.len()..].trim_start();
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 1;
            let mut item = String::new();
            for c in group.chars() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                if depth == 0 || (depth == 1 && c == ',') {
                    all.insert(name(item.trim()));
                    item.clear();
                } else {
                    item.push(c);
                }
                if depth == 0 {
                    break;
                }
            }
        } else {
            all.insert(name(rest));
        }
    }
    all.remove("");
    all
}

/// Names that reach the crate's root by `super`, from a module of the top.
fn through_super(below: &Path, code: &str) -> BTreeSet<String> {
    let folders = below.components().count() - 1;
    let depth = if below.ends_with("mod.rs") { folders } else { folders + 1 };
    named(code, &"super::".repeat(depth))
        .into_iter()
        .filter(|name| {
            Path::new(ROOT).join("src").join(name).exists()
                || Path::new(ROOT).join(format!("src/{name}.rs")).exists()
        })
        .collect()
}

#[test]
fn no_module_names_one_that_the_table_does_not_allow() {
    let arrows = arrows();
    let mut wrong = Vec::new();
    let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (module, below, text) in sources() {
        if module == "lib" || module == "main" {
            continue;
        }
        let code = code(&text);
        let mut names = named(&code, "crate::");
        names.extend(named(&code, "boardpack::"));
        names.extend(through_super(&below, &code));
        names.remove(&module);
        let Some(allowed) = arrows.get(&module) else {
            wrong.push(format!("{} is in no row of the table", below.display()));
            continue;
        };
        for name in names {
            if !allowed.contains(&name) {
                wrong.push(format!("src/{} names {name}", below.display()));
            }
            used.entry(module.clone()).or_default().insert(name);
        }
    }
    assert!(wrong.is_empty(), "arrows that are not in the table of lib.rs:\n{}", wrong.join("\n"));
    let unused: Vec<String> = arrows
        .iter()
        .flat_map(|(from, to)| to.iter().map(move |to| (from, to)))
        .filter(|(from, to)| !used.get(*from).is_some_and(|names| names.contains(*to)))
        .map(|(from, to)| format!("{from} to {to}"))
        .collect();
    assert!(unused.is_empty(), "arrows in the table that nobody uses: {}", unused.join(", "));
}

#[test]
fn the_arrows_go_one_way() {
    let mut left = arrows();
    while !left.is_empty() {
        let done: Vec<String> = left
            .iter()
            .filter(|(_, to)| !to.iter().any(|one| left.contains_key(one)))
            .map(|(from, _)| from.clone())
            .collect();
        assert!(!done.is_empty(), "these go round in a circle: {left:?}");
        for one in done {
            left.remove(&one);
        }
    }
}

#[test]
fn what_makes_documents_knows_no_unreleased_figure() {
    let arrows = arrows();
    for module in ["pack", "write", "chart"] {
        for secret in ["compute", "assess", "snapshot"] {
            assert!(!arrows[module].contains(secret), "{module} may name {secret}");
        }
    }
}

#[test]
fn the_table_has_every_module() {
    let modules: BTreeSet<String> = sources()
        .into_iter()
        .map(|(module, ..)| module)
        .filter(|one| one != "lib" && one != "main")
        .collect();
    assert_eq!(arrows().into_keys().collect::<BTreeSet<_>>(), modules);
}

#[test]
fn clock_environment_and_process_stay_in_the_command_line() {
    let mut wrong = Vec::new();
    for (module, below, text) in sources() {
        if module == "cli" || module == "main" {
            continue;
        }
        let code = code(&text);
        let mut found: Vec<String> = Vec::new();
        for name in named(&code, "std::") {
            if ["time", "env", "process"].contains(&name.as_str()) {
                found.push(format!("std::{name}"));
            }
        }
        for name in
            named(&code, "chrono::").iter().filter(|name| ["Utc", "Local", "offset"].contains(&name.as_str()))
        {
            found.push(format!("chrono::{name}"));
        }
        for word in ["SystemTime", "Instant::", "Utc::now", "Local::now", "thread_rng", "rand::rng"] {
            if code.contains(word) {
                found.push(word.to_owned());
            }
        }
        wrong.extend(found.into_iter().map(|what| format!("src/{} names {what}", below.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_path_is_found_wherever_it_stands() {
    let text = r#"
        use crate::{kpi::{Measure, Per}, plan::Plan, quantity};
        // crate::write is only spoken of
        fn f(a: &crate::calendar::Date) -> crate::protect::Refused { let s = "crate::compute"; g::<crate::pack::Pack>() }
        macro_rules! m { () => { $crate::chart::Drawing } }
    "#;
    let found: Vec<String> = named(&code(text), "crate::").into_iter().collect();
    assert_eq!(found, ["calendar", "kpi", "pack", "plan", "protect", "quantity"]);
}
