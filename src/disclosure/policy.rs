//! What a council decides of its published packs.

/// What a council decides of its published packs: `[disclosure]` in its workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    k: u8,
    /// What partner agencies see.
    pub partners: Partners,
}

/// What partner agencies see.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Partners {
    /// What anybody sees.
    #[default]
    Suppressed,
    /// Every figure, under an agreement to share; never the people, tables and days behind it.
    Open,
}

impl Partners {
    /// Every choice with its word in a workspace.
    pub const ALL: [(&'static str, Self); 2] = [("suppressed", Self::Suppressed), ("open", Self::Open)];

    /// Its word.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, one)| *one == self).map_or("", |(name, _)| name)
    }
}

impl Policy {
    /// The least and the greatest `k`, both included.
    pub const BOUNDS: (u8, u8) = (5, 9);

    /// A policy; `None` for a `k` out of [`BOUNDS`](Self::BOUNDS).
    pub fn new(k: u8, partners: Partners) -> Option<Self> {
        let (least, most) = Self::BOUNDS;
        (least..=most).contains(&k).then_some(Self { k, partners })
    }

    /// Counts from 1 to this are hidden, both included.
    pub fn k(self) -> u8 {
        self.k
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self { k: Self::BOUNDS.0, partners: Partners::Suppressed }
    }
}
