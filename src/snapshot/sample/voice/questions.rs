//! The questions of the example's surveys, with the share of good answers in the first and the second wave.

/// Answers to choose from: the good ones, the others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    pub(super) good: &'static [&'static str],
    pub(super) others: &'static [&'static str],
}

const FREQUENCY: Scale = Scale { good: &["always", "mostly"], others: &["sometimes", "never"] };
const AGREEMENT: Scale =
    Scale { good: &["strongly-agree", "agree"], others: &["neither", "disagree", "strongly-disagree"] };
const YES_NO: Scale = Scale { good: &["yes"], others: &["no", "not-sure"] };
const HEALTH: Scale = Scale { good: &["better", "still-good"], others: &["same", "worse"] };
const LONELINESS: Scale =
    Scale { good: &["hardly-ever", "never"], others: &["occasionally", "some-of-the-time", "often"] };

/// A question.
#[derive(Debug, Clone, Copy)]
pub(super) struct Question {
    /// Name, as measures use it.
    pub(super) name: &'static str,
    /// As the young people read it.
    pub(super) wording: &'static str,
    pub(super) scale: Scale,
    /// Good answers in a thousand, in the first and the second wave; 0: not asked.
    pub(super) good: [usize; 2],
    /// For how many in a thousand the question does not arise.
    pub(super) not_for: usize,
    /// Asked only of those who said yes to the question before.
    pub(super) follows: bool,
}

const fn question(
    name: &'static str,
    wording: &'static str,
    scale: Scale,
    good: [usize; 2],
    not_for: usize,
) -> Question {
    Question { name, wording, scale, good, not_for, follows: false }
}

const fn then(name: &'static str, wording: &'static str, scale: Scale, good: [usize; 2]) -> Question {
    Question { name, wording, scale, good, not_for: 0, follows: true }
}

/// Asked of children looked after. LinCC's ten statements are in the strategy of 2018: the first wave had none.
pub(super) const CHILDREN: [Question; 20] = [
    question("safe-and-secure", "Do you feel safe where you live?", FREQUENCY, [838, 862], 0),
    question("belonging", "I feel that I belong where I live.", AGREEMENT, [742, 771], 0),
    question("identity", "I know who I am and where I belong.", AGREEMENT, [690, 722], 0),
    question("self-worth", "I feel good about myself.", AGREEMENT, [651, 667], 0),
    question(
        "connection",
        "I feel connected to my family, friends, culture and community.",
        AGREEMENT,
        [588, 634],
        0,
    ),
    question(
        "health-improved",
        "Over the last year, have your health and how you feel changed?",
        HEALTH,
        [702, 724],
        0,
    ),
    question("enjoy-school", "Do you enjoy school or college?", FREQUENCY, [668, 655], 90),
    question("supported-with-learning", "I get the help I need with my learning.", AGREEMENT, [781, 803], 90),
    question("listened-to", "Do the adults who work with you listen to you?", FREQUENCY, [731, 768], 0),
    question(
        "views-taken-into-account",
        "Do your views make a difference to decisions about you?",
        FREQUENCY,
        [596, 641],
        0,
    ),
    question("social-worker-easy-to-contact", "My social worker is easy to contact.", AGREEMENT, [0, 612], 0),
    question("social-worker-listens", "My social worker is a good listener.", AGREEMENT, [0, 744], 0),
    question(
        "social-worker-qualities",
        "My social worker has the qualities that LinCC listed: friendly, trustworthy, organised, respectful, punctual, caring, committed, non-judgmental, reliable, honest, loving and sympathetic.",
        AGREEMENT,
        [0, 701],
        0,
    ),
    question(
        "social-worker-respects-me",
        "My social worker respects who I am: my personality, age, personal space, religion, race, culture, ability and family.",
        AGREEMENT,
        [0, 822],
        0,
    ),
    question(
        "social-worker-knows-my-story",
        "My social worker knows my story and is willing to get to know me.",
        AGREEMENT,
        [0, 688],
        0,
    ),
    question(
        "social-worker-full-attention",
        "When we meet, my social worker gives me full attention.",
        AGREEMENT,
        [0, 713],
        0,
    ),
    question(
        "social-worker-sums-up",
        "Before leaving, my social worker gives me a summary of what we discussed.",
        AGREEMENT,
        [0, 421],
        0,
    ),
    question(
        "social-worker-tells-of-changes",
        "When my social worker is unable to meet me as agreed, I am told as soon as possible.",
        AGREEMENT,
        [0, 573],
        120,
    ),
    question(
        "social-worker-keeps-in-touch",
        "My social worker makes contact with me in between meetings.",
        AGREEMENT,
        [0, 534],
        0,
    ),
    question(
        "social-worker-builds-relationship",
        "My social worker does whatever it takes to build a relationship with me.",
        AGREEMENT,
        [0, 622],
        0,
    ),
];

/// Asked of care leavers. The single question on loneliness came out at the end of 2018.
pub(super) const LEAVERS: [Question; 20] = [
    question(
        "views-shaped-offer",
        "My views, and those of other care leavers, helped shape the council's local offer.",
        AGREEMENT,
        [338, 472],
        0,
    ),
    question("know-pledge", "Have you heard of the care leaver pledge?", YES_NO, [424, 571], 0),
    then("understand-pledge", "Do you know what the pledge means for you?", YES_NO, [602, 668]),
    question("involved-in-plan", "I am involved in planning for my future.", AGREEMENT, [611, 664], 0),
    question(
        "understand-plan",
        "I understand my pathway plan and what it means for me.",
        AGREEMENT,
        [574, 622],
        0,
    ),
    question("support-meets-needs", "The support I am offered meets my needs.", AGREEMENT, [598, 647], 0),
    question(
        "heard-of-local-offer",
        "Have you heard of the council's local offer for care leavers?",
        YES_NO,
        [352, 604],
        0,
    ),
    then("know-what-is-in-local-offer", "Do you know what services are in it?", YES_NO, [561, 633]),
    question(
        "care-to-independence-skills",
        "Did Care to Independence help you with skills for living independently?",
        YES_NO,
        [752, 781],
        780,
    ),
    then(
        "care-to-independence-confidence",
        "Did it give you confidence about moving to your new home?",
        YES_NO,
        [701, 733],
    ),
    question("supported-in-fe-he", "I feel supported at college or university.", AGREEMENT, [688, 702], 680),
    question(
        "know-ete-options",
        "I know what education, training and work is open to me, including work experience.",
        AGREEMENT,
        [633, 671],
        0,
    ),
    question("ready-to-move", "I moved into my own home when I was ready.", AGREEMENT, [571, 604], 560),
    question("leavers-safe-where-live", "Do you feel safe where you live?", FREQUENCY, [782, 801], 0),
    question(
        "offered-staying-put",
        "Were you offered the choice of staying put with your foster carers?",
        YES_NO,
        [642, 731],
        480,
    ),
    question("ongoing-support", "I get good support that lasts.", AGREEMENT, [604, 641], 0),
    question("lonely", "How often do you feel lonely?", LONELINESS, [0, 392], 0),
    question("know-health-services", "I know where to go for help with my health.", AGREEMENT, [702, 741], 0),
    question(
        "trusted-adult",
        "Do you have an adult you trust to talk to if you are worried about something?",
        YES_NO,
        [782, 806],
        0,
    ),
    question("confident-with-money", "I am confident managing my money.", AGREEMENT, [542, 561], 0),
];
