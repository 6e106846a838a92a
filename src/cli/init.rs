//! `boardpack init`: a workspace for a council.

use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;

use super::failure::Failure;
use super::listing::{Listed, listing};
use super::print;
use crate::kpi::STRATEGIES;
use crate::rule::Rule;
use crate::template::{Calendar, built_in_files, read_all};
use crate::workspace::{self, is_la_code, is_ons_code};

const SETTINGS: &str = include_str!("init/boardpack.toml");
const TARGETS: &str = include_str!("init/targets.toml");
const ABOUT: &str = include_str!("init/README.md");

#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// The folder to make; it may be there already if it is empty
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The council's name, as its packs print it
    #[arg(long, value_name = "NAME")]
    council: String,
    /// The Department for Education's three digits for the council, as 305
    #[arg(long, value_name = "CODE", value_parser = la_code)]
    la_code: Option<String>,
    /// The Office for National Statistics' code of the council, as E09000006
    #[arg(long, value_name = "CODE", value_parser = ons_code)]
    ons_code: Option<String>,
    /// When a pack falls due, as corporate-parenting-board=every-quarter; may be given several times
    #[arg(long, value_name = "PACK=WHEN", value_parser = due)]
    calendar: Vec<(String, Calendar)>,
}

fn la_code(text: &str) -> Result<String, String> {
    if is_la_code(text) { Ok(text.to_owned()) } else { Err("write three digits, as 305".to_owned()) }
}

fn ons_code(text: &str) -> Result<String, String> {
    if is_ons_code(text) { Ok(text.to_owned()) } else { Err("write it as E09000006".to_owned()) }
}

fn due(text: &str) -> Result<(String, Calendar), String> {
    let words = || {
        let all: Vec<&str> = Calendar::ALL.iter().map(|(word, _)| *word).collect();
        format!("write a pack and when it falls due, as smt=every-quarter; one of {}", all.join(", "))
    };
    let (pack, when) = text.split_once('=').ok_or_else(words)?;
    let (_, calendar) = Calendar::ALL.into_iter().find(|(word, _)| *word == when).ok_or_else(words)?;
    Ok((pack.to_owned(), calendar))
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let folder = &args.folder;
    must_be_free(folder)?;
    if args.council.trim().is_empty() {
        return Err(Failure::usage("the council has no name", "write it as the packs are to print it"));
    }
    let files = [
        (workspace::FILE_NAME, settings(args)?),
        (crate::target::FILE_NAME, TARGETS.to_owned()),
        ("README.md", ABOUT.replace("{TITLE}", args.council.trim())),
    ];
    for name in ["report-templates", "snapshots", "packs"] {
        create(&folder.join(name))?;
    }
    for strategy in STRATEGIES {
        create(&folder.join("kpis").join(strategy.id))?;
    }
    let mut listed = Vec::new();
    for (name, text) in files {
        let path = folder.join(name);
        std::fs::write(&path, &text).map_err(|error| Failure::Io(format!("{}: {error}", path.display())))?;
        listed.push(Listed::new(path, text.len()));
    }
    print(&format!(
        "{}\nNext: `boardpack sample --out {}` and `boardpack build --workspace {}` try it on made-up children.\n",
        listing(&listed),
        folder.join("snapshots/2019-03-31.sqlite").display(),
        folder.display(),
    ))
}

/// Refuses a folder that holds something: nothing of the council's is ever written over.
fn must_be_free(folder: &Path) -> Result<(), Failure> {
    let taken = |words: String| Failure::usage(words, "name a new folder");
    match std::fs::read_dir(folder) {
        Ok(mut entries) => match entries.next() {
            None => Ok(()),
            Some(_) => Err(taken(format!("{} is there already and holds something", folder.display()))),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => {
            Err(taken(format!("{} is a file", folder.display())))
        }
        Err(error) => Err(Failure::Io(format!("{}: {error}", folder.display()))),
    }
}

fn create(folder: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|error| Failure::Io(format!("{}: {error}", folder.display())))
}

/// The text of `boardpack.toml`: what was given, and every default beside it.
fn settings(args: &Args) -> Result<String, Failure> {
    let (templates, _) =
        read_all(&built_in_files(), &crate::kpi::Catalogue::built_in().map_err(Failure::Faults)?);
    if let Some((pack, _)) =
        args.calendar.iter().find(|(pack, _)| templates.iter().all(|template| template.id != *pack))
    {
        let known: Vec<&str> = templates.iter().map(|template| template.id.as_str()).collect();
        return Err(Failure::usage(
            format!("no pack `{pack}`"),
            format!("the packs are {}", known.join(", ")),
        ));
    }
    let calendar: String = templates
        .iter()
        .map(|template| {
            let given = args.calendar.iter().rev().find(|(pack, _)| *pack == template.id);
            match given {
                Some((id, when)) => format!("{id} = \"{}\"\n", when.name()),
                None => format!("# {} = \"{}\"\n", template.id, template.calendar.name()),
            }
        })
        .collect();
    let code = |key: &str, given: &Option<String>, like: &str| match given {
        Some(code) => format!("{key} = \"{code}\"\n"),
        None => format!("# {key} = \"{like}\"\n"),
    };
    let codes = code("la-code", &args.la_code, "305") + &code("ons-code", &args.ons_code, "E09000006");
    let rules: String = Rule::ALL
        .iter()
        .map(|rule| format!("# {} = {}  # {}\n", rule.name(), rule.default_value(), rule.words()))
        .collect();
    Ok(SETTINGS
        .replace("{NAME}", &toml::Value::String(args.council.trim().to_owned()).to_string())
        .replace("{CODES}", codes.trim_end())
        .replace("{CALENDAR}", calendar.trim_end())
        .replace("{RULES}", rules.trim_end()))
}
