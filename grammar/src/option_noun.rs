//! The nouns that head options: `Option 1`, `Alternative A`.

/// The noun of an option. Addresses keep it, in English.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OptionNoun {
    /// `Option 1`
    #[default]
    Option,
    /// `Sub-option 1`: an option inside an option.
    SubOption,
    /// `Alternative A`
    Alternative,
    /// `Variant B`
    Variant,
    /// `Version 1`
    Version,
    /// `Proposal 2`
    Proposal,
    /// `Approach 1`
    Approach,
    /// `Solution A`
    Solution,
}

impl OptionNoun {
    /// Returns the noun in addresses: `alternative`.
    pub fn word(self) -> &'static str {
        match self {
            OptionNoun::Option => "option",
            OptionNoun::SubOption => "sub-option",
            OptionNoun::Alternative => "alternative",
            OptionNoun::Variant => "variant",
            OptionNoun::Version => "version",
            OptionNoun::Proposal => "proposal",
            OptionNoun::Approach => "approach",
            OptionNoun::Solution => "solution",
        }
    }

    /// Returns whether it names an option inside another.
    pub fn is_sub(self) -> bool {
        self == OptionNoun::SubOption
    }
}
