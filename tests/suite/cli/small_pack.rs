//! Templates of packs that are quick to build, for tests of the commands around them.

/// A pack of every quarter with few blocks, called "A small pack".
pub(super) struct SmallPack<'a> {
    pub(super) profile: &'a str,
    pub(super) period: &'a str,
    /// Periods that it shows, its own among them.
    pub(super) history: u32,
    /// Its blocks: the keys of each, a line a key.
    pub(super) blocks: &'a [&'a str],
}

impl Default for SmallPack<'_> {
    fn default() -> Self {
        Self { profile: "internal", period: "quarter", history: 1, blocks: &[] }
    }
}

impl SmallPack<'_> {
    /// The text of its file.
    pub(super) fn toml(&self) -> String {
        let Self { profile, period, history, blocks } = self;
        let head = format!(
            r#"title = "A small pack"
audience = "Testers"
purpose = "A few figures."
profile = "{profile}"
calendar = "every-quarter"
period = "{period}"
history = {history}
"#
        );
        blocks.iter().fold(head, |text, block| format!("{text}\n[[block]]\n{}\n", block.trim()))
    }
}
