//! The dictionary as Markdown, for a wiki or a repository.

use super::model::{Dictionary, Inline, Line, Part};

/// The page.
pub fn markdown(dictionary: &Dictionary) -> String {
    let mut out = format!("# {}\n\n{}\n", escaped(&dictionary.title), escaped(&dictionary.lead));
    for section in &dictionary.sections {
        section.iter().for_each(|one| part(&mut out, one));
    }
    out
}

fn part(out: &mut String, one: &Part) {
    if let Part::Measure(parts) = one {
        parts.iter().for_each(|one| part(out, one));
        return;
    }
    out.push('\n');
    match one {
        Part::Heading { level, text, id } => {
            if let Some(id) = id {
                // A place of our own: what each site makes of a heading's words differs.
                *out += &format!("<a id=\"{id}\"></a>\n\n");
            }
            *out += &format!("{} {}\n", "#".repeat(usize::from(*level)), escaped(text));
        }
        Part::Paragraph(words) => *out += &format!("{}\n", guarded(&line(words))),
        Part::Facts(facts) => {
            for (label, words) in facts {
                *out += &format!("- **{}**: {}\n", escaped(label), line(words));
            }
        }
        Part::List(lines) => {
            for words in lines {
                *out += &format!("- {}\n", guarded(&line(words)));
            }
        }
        Part::Table { caption, head, rows } => {
            *out += &format!("{}:\n\n", guarded(&escaped(caption)));
            let head: Vec<String> = head.iter().map(|name| escaped(name)).collect();
            *out += &format!("| {} |\n|{}\n", head.join(" | "), " --- |".repeat(head.len()));
            for row in rows {
                let cells: Vec<String> = row.iter().map(line).collect();
                *out += &format!("| {} |\n", cells.join(" | "));
            }
        }
        Part::Sql { label, text } => {
            let fence = "`".repeat(longest_run(text).max(2) + 1);
            *out += &format!("{}:\n\n{fence}sql\n{text}\n{fence}\n", coded(label));
        }
        Part::Measure(_) => {}
    }
}

fn line(line: &Line) -> String {
    line.iter()
        .map(|piece| match piece {
            Inline::Text(text) => escaped(text),
            Inline::Code(text) => coded(text),
            Inline::Place { id, text } => format!("<a id=\"{id}\"></a>{}", escaped(text)),
            Inline::Link { to, text } => format!("[{}](#{to})", escaped(text)),
        })
        .collect()
}

/// Words that are read as words alone; a line break is a space.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$' => {
                out.push('\\');
                out.push(character);
            }
            other if other.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

/// A line whose beginning is no list.
fn guarded(line: &str) -> String {
    if line.starts_with(['-', '+', '=']) {
        return format!("\\{line}");
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line.get(digits..) {
        Some(rest) if digits > 0 && rest.starts_with(['.', ')']) => {
            format!("{}\\{rest}", &line[..digits])
        }
        _ => line.to_owned(),
    }
}

/// Code inside a line; a bar would end a table's cell, so it is escaped as tables ask.
fn coded(text: &str) -> String {
    let ticks = "`".repeat(longest_run(text) + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    let text = text.replace('|', "\\|").replace(['\n', '\r', '\t'], " ");
    format!("{ticks}{space}{text}{space}{ticks}")
}

/// The longest run of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|character| character != '`').map(str::len).max().unwrap_or(0)
}
