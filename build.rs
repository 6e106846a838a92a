//! Has the crate compiled again when a measure file changes: the files are compiled in, and the compiler does not
//! follow a folder by itself.

fn main() {
    println!("cargo::rerun-if-changed=kpis");
}
