//! What a person can ask for. A command's keys, its help and its place in the list stand in
//! `assets/keymap.toml`; its name is the same word there, here and in the tests.

macro_rules! commands {
    ($($variant:ident $name:literal,)*) => {
        /// What a person can ask for, by a key or from the palette.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Command { $($variant,)* }

        impl Command {
            /// Every command.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Its name in the key table.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

commands! {
    Down "down",
    Up "up",
    PageDown "page-down",
    PageUp "page-up",
    HalfPageDown "half-page-down",
    HalfPageUp "half-page-up",
    Top "top",
    Bottom "bottom",
    GoToPercent "go-to-percent",
    NextParagraph "next-paragraph",
    PreviousParagraph "previous-paragraph",
    NextSentence "next-sentence",
    PreviousSentence "previous-sentence",
    Right "right",
    Left "left",
    NextWord "next-word",
    PreviousWord "previous-word",
    WordEnd "word-end",
    LineStart "line-start",
    LineEnd "line-end",
    ScreenTop "screen-top",
    ScreenMiddle "screen-middle",
    ScreenBottom "screen-bottom",
    LineToTop "line-to-top",
    LineToMiddle "line-to-middle",
    LineToBottom "line-to-bottom",
    Find "find",
    FindBack "find-back",
    Till "till",
    TillBack "till-back",
    FindAgain "find-again",
    FindAgainBack "find-again-back",
    NextArticle "next-article",
    PreviousArticle "previous-article",
    JumpBack "jump-back",
    JumpForward "jump-forward",
    Search "search",
    NextHit "next-hit",
    PreviousHit "previous-hit",
    SearchSelection "search-selection",
    OlderQuery "older-query",
    NewerQuery "newer-query",
    Searches "searches",
    SaveSearch "save-search",
    Facets "facets",
    Names "names",
    Info "info",
    TurnOrder "turn-order",
    Pinyin "pinyin",
    NextReading "next-reading",
    Concordance "concordance",
    OrderLeft "order-left",
    OrderRight "order-right",
    OrderDate "order-date",
    OrderSource "order-source",
    OrderFound "order-found",
    WriteConcordance "write-concordance",
    Select "select",
    SelectParagraph "select-paragraph",
    SwapEnds "swap-ends",
    Inside "inside",
    Around "around",
    Bookmark "bookmark",
    NameBookmark "name-bookmark",
    GoToBookmark "go-to-bookmark",
    Annotate "annotate",
    Highlight "highlight",
    Tags "tags",
    ShowMark "show-mark",
    InsertLink "insert-link",
    FollowLink "follow-link",
    Marks "marks",
    NextMark "next-mark",
    PreviousMark "previous-mark",
    DeleteMark "delete-mark",
    ConfirmMark "confirm-mark",
    RejectMark "reject-mark",
    EditMark "edit-mark",
    Undo "undo",
    Redo "redo",
    Yank "yank",
    YankInside "yank-inside",
    YankAround "yank-around",
    Cite "cite",
    CiteStyle "cite-style",
    Paste "paste",
    Write "write",
    WriteCopied "write-copied",
    WriteMarks "write-marks",
    Choose "choose",
    ChooseAll "choose-all",
    UndoImport "undo-import",
    RetrySave "retry-save",
    Accept "accept",
    Cancel "cancel",
    NextPane "next-pane",
    Zen "zen",
    Contents "contents",
    Narrower "narrower",
    Wider "wider",
    Justify "justify",
    LineSpacing "line-spacing",
    ParagraphGap "paragraph-gap",
    Columns "columns",
    Theme "theme",
    Picker "picker",
    Palette "palette",
    Help "help",
    Faults "faults",
    Original "original",
    Copies "copies",
    ToggleRead "toggle-read",
    Calendar "calendar",
    Reload "reload",
    Redraw "redraw",
    Calibrate "calibrate",
    ToggleMouse "toggle-mouse",
    Suspend "suspend",
    Quit "quit",
    SaveNote "save-note",
    DiscardNote "discard-note",
    ExternalEditor "external-editor",
    NewLine "new-line",
    Erase "erase",
    EraseNext "erase-next",
    EraseWord "erase-word",
}

impl Command {
    /// The command of that name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|command| command.name() == name)
    }

    /// Whether something may be typed behind its name in the palette.
    pub const fn takes_argument(self) -> bool {
        matches!(
            self,
            Self::Write
                | Self::WriteCopied
                | Self::WriteConcordance
                | Self::WriteMarks
                | Self::SaveSearch
                | Self::CiteStyle
        )
    }
}

/// What keys mean at the moment: which column of the key table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mode {
    /// The source list has the focus.
    Sources,
    /// The article has the focus.
    Article,
    /// A passage is being selected.
    Select,
    /// A query is being typed.
    Search,
    /// A note is being written.
    Note,
    /// A list with a filter line: marks, palette, picker.
    List,
    /// The lines of a query.
    Concordance,
    /// The help overlay.
    Help,
    /// The next key is a character that the command before it needs.
    Letter,
}

impl Mode {
    /// Every mode.
    pub const ALL: [Self; 9] = [
        Self::Sources,
        Self::Article,
        Self::Select,
        Self::Search,
        Self::Note,
        Self::List,
        Self::Concordance,
        Self::Help,
        Self::Letter,
    ];

    /// Its name in the key table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sources => "sources",
            Self::Article => "article",
            Self::Select => "select",
            Self::Search => "search",
            Self::Note => "note",
            Self::List => "list",
            Self::Concordance => "concordance",
            Self::Help => "help",
            Self::Letter => "letter",
        }
    }

    /// The mode of that name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == name)
    }

    /// Whether a key without a meaning of its own is text being typed.
    pub const fn takes_text(self) -> bool {
        matches!(self, Self::Search | Self::Note | Self::List | Self::Letter)
    }

    /// Whether digits before a key are a count.
    pub const fn takes_count(self) -> bool {
        matches!(self, Self::Sources | Self::Article | Self::Select | Self::Concordance)
    }
}
