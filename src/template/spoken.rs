//! What a template says to young people: topics with the measures that answer them, promises, words, questions.

/// Who said what stands above a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// Young people.
    You,
    /// The council, in its pledge.
    Pledge,
    /// The council, in a strategy.
    Plan,
}

impl Voice {
    /// Every voice with its word in a template.
    pub const ALL: [(&'static str, Self); 3] =
        [("you-said", Self::You), ("we-promised", Self::Pledge), ("our-plan-says", Self::Plan)];

    /// As it stands before the words.
    pub fn words(self) -> &'static str {
        match self {
            Self::You => "You said",
            Self::Pledge => "We promised",
            Self::Plan => "Our plan says",
        }
    }
}

/// What a topic is about: its picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Where one lives.
    Home,
    /// School, college and work.
    School,
    /// Health.
    Health,
    /// Being heard.
    Voice,
    /// Money.
    Money,
    /// People who help.
    Help,
}

impl Theme {
    /// Every theme with its word in a template.
    pub const ALL: [(&'static str, Self); 6] = [
        ("home", Self::Home),
        ("school", Self::School),
        ("health", Self::Health),
        ("voice", Self::Voice),
        ("money", Self::Money),
        ("help", Self::Help),
    ];
}

/// Something that was said or promised, and the measures that answer it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Its id, by which `open-meeting.toml` says what will be done.
    pub id: String,
    /// Who said it.
    pub voice: Voice,
    /// What was said, in a sentence.
    pub said: String,
    /// What it is about.
    pub theme: Theme,
    /// Ids of the measures that answer it, in order; none: it is not measured yet.
    pub measures: Vec<String>,
}

/// A promise of the pledge in plain words, told where no measure speaks to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// Its number in the pledge.
    pub number: i64,
    /// What was promised.
    pub words: String,
}

/// A hard word and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    /// The word, as it stands in the texts.
    pub word: String,
    /// What it means, in a sentence or two.
    pub means: String,
}

/// All of it, for one block; empty for every other kind of block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spoken {
    /// Topics.
    pub topics: Vec<Topic>,
    /// Promises of the pledge that may have no measure.
    pub promises: Vec<Promise>,
    /// Hard words.
    pub meanings: Vec<Meaning>,
    /// Questions with room to write below each.
    pub prompts: Vec<String>,
    /// Lines to write on below each question.
    pub lines: u32,
}
