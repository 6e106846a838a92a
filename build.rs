//! Has the crate compiled again when a measure file, a template or the example workspace changes: the files are compiled in, and the compiler does not
//! follow a folder by itself.

fn main() {
    for folder in ["kpis", "report-templates", "examples/bromley"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
