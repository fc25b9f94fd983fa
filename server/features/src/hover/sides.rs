//! Writes positions as a compact list: one line for each side with its names, then the sources. At most a screen is
//! written; the rest is a link to the record.

use travaux_grammar::Language;
use travaux_model::markdown::Markup;
use travaux_model::positions::{
    DelegationId, DelegationKind, Delegations, LocatedPosition, Phrase, Phrases, Position, PositionIndex, Reporter,
    Source, Stance, Standing, StandingOptions, Tally, sort_by_name,
};

use super::place_standings::PlaceStandings;
use travaux_model::workspace::Workspace;

/// The length in characters of the longest note.
const MAX_NOTE_CHARS: usize = 300;

/// The length in characters of the longest question of a vote.
const MAX_QUESTION_CHARS: usize = 100;

/// The number of names on one line.
const MAX_NAMES: usize = 60;

/// The number of sources beneath one line.
const MAX_SOURCES: usize = 3;

/// The number of lines on a screen, and the characters of one line.
const MAX_LINES: usize = 28;
const LINE_CHARS: usize = 100;

/// What is needed to write positions.
pub(super) struct Sides<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) record: Option<&'a PositionIndex>,
    pub(super) markup: Markup,
    pub(super) phrases: Phrases<'a>,
}

/// Paragraphs of a hover as far as a screen has room.
pub(super) struct Page<'a> {
    sides: Sides<'a>,
    paragraphs: Vec<String>,
    lines: usize,
    /// The lines that sources leave free for what follows them.
    reserved: usize,
    /// The heading of what comes next, which is added with its first line.
    heading: Option<String>,
    /// The number of sides left out, and the first position among them.
    omitted: usize,
    first_omitted: Option<String>,
}

/// The names on one line: those with one stance on one text.
struct Line<'p> {
    stance: Stance,
    alternative: Option<&'p str>,
    names: Vec<(String, String)>,
    /// The number of States for which these delegations speak; zero if none of them is a group.
    states: usize,
    positions: Vec<LocatedPosition<'p>>,
}

impl<'a> Sides<'a> {
    /// Returns the table of delegations, which is parsed at first use.
    pub(super) fn delegations(&self) -> &'a Delegations {
        self.workspace.delegations()
    }

    /// Returns the options by which positions stand in a hover: the last ones, in the language of the reader.
    pub(super) fn options(&self) -> StandingOptions<'_> {
        StandingOptions { delegations: self.delegations(), language: self.phrases.language, at: None }
    }

    pub(super) fn page(self) -> Page<'a> {
        Page {
            sides: self,
            paragraphs: Vec::new(),
            lines: 0,
            reserved: 0,
            heading: None,
            omitted: 0,
            first_omitted: None,
        }
    }

    /// Returns the lines for some positions, by stance and alternative.
    fn lines<'p>(&self, found: &PlaceStandings<'p>) -> Vec<Line<'p>> {
        let mut lines: Vec<Line<'p>> = Vec::new();
        for standing in &found.standings {
            let position = standing.position.position;
            let line = line_of(&mut lines, position.stance, position.alternative.as_deref());
            let name = self.delegations()[standing.delegation].name(self.phrases.language);
            let marks = self.marks(position, &standing.history, &standing.departs_from, Some(standing.delegation));
            line.names.push((name.to_owned(), format!("{}{marks}", self.markup.text(name))));
            add_position(&mut line.positions, standing.position);
        }
        for standing in &found.speakers {
            let position = standing.position.position;
            let line = line_of(&mut lines, position.stance, position.alternative.as_deref());
            let name = standing.name(self.phrases.language);
            line.names.push((
                name.to_owned(),
                format!("{}{}", self.markup.text(name), self.marks(position, &standing.history, &[], None)),
            ));
            add_position(&mut line.positions, standing.position);
        }
        lines.sort_by_key(|it| it.stance);
        for line in &mut lines {
            line.states = self.states(found, line);
            if !found.speakers.is_empty() {
                sort_by_name(&mut line.names, self.phrases.language, |it| &it.0);
            }
        }
        lines
    }

    /// Returns the number of States that are counted at the stance of a line, as everywhere else; zero if no group takes it.
    fn states(&self, found: &PlaceStandings<'_>, line: &Line<'_>) -> usize {
        let is_here = |it: &Position| it.stance == line.stance && it.alternative.as_deref() == line.alternative;
        let is_group = |it: &Standing<'_>| self.delegations()[it.delegation].kind == DelegationKind::Group;
        if !found.standings.iter().any(|it| is_here(it.position.position) && is_group(it)) {
            return 0;
        }
        let tally = Tally::of(found.standings.iter().chain(&found.others), line.alternative, self.options());
        tally.side(line.stance.side()).iter().filter(|it| is_here(it.position.position)).count()
    }

    /// Returns what is remarkable about a position of one delegation or speaker, in brackets.
    fn marks(
        &self,
        position: &Position,
        history: &[LocatedPosition<'_>],
        departs_from: &[DelegationId],
        delegation: Option<DelegationId>,
    ) -> String {
        let name = |it| self.markup.text(self.delegations()[it].name(self.phrases.language));
        let mut marks: Vec<String> = Vec::new();
        if delegation.is_some_and(|it| self.delegations().is_uncounted_group(it, position.date.as_ref())) {
            marks.push(self.phrases.of(Phrase::MembersUnknown).to_owned());
        }
        let groups: Vec<String> = departs_from.iter().map(|it| name(*it)).collect();
        if !groups.is_empty() {
            marks.push(self.phrases.words(Phrase::Unlike, &groups.join(self.phrases.list_comma())));
        }
        if let Some(before) = history.iter().rev().find(|it| it.position.stance != position.stance) {
            let stance = self.phrases.stance(before.position.stance, 1).to_lowercase();
            let date = before.position.date.as_ref();
            let date = date.map_or(String::new(), |it| format!(" {}", self.numbers(&it.to_string())));
            marks.push(self.phrases.words(Phrase::Earlier, &format!("{stance}{date}")));
        }
        if let Some(reporter) = &position.reported_by {
            marks.push(self.phrases.words(Phrase::ReportedBy, &self.reporter(reporter)));
        }
        if marks.is_empty() { String::new() } else { format!(" ({})", marks.join(self.phrases.semicolon())) }
    }

    fn reporter(&self, reporter: &Reporter) -> String {
        self.markup.text(reporter.name(self.delegations(), self.phrases.language))
    }

    /// Returns one line with its stance, names and count.
    fn line(&self, line: &Line<'_>) -> String {
        let count = line.names.len();
        let mut names: Vec<&str> = line.names.iter().take(MAX_NAMES).map(|it| it.1.as_str()).collect();
        let more = self.phrases.count(Phrase::More, count.saturating_sub(MAX_NAMES));
        if count > MAX_NAMES {
            names.push(&more);
        }
        let states = match line.states {
            0 => String::new(),
            states => format!("{}{}", self.phrases.comma(), self.phrases.states(states)),
        };
        let verb = self.markup.bold(self.phrases.stance(line.stance, count));
        let on = line
            .alternative
            .map_or(String::new(), |it| format!(" {}", self.phrases.quoted(&self.markup.brief(it, MAX_NOTE_CHARS))));
        format!("{verb}{on} ({count}{states}): {}", names.join(self.phrases.list_comma()))
    }

    /// Returns the notes and sources of a line.
    fn sources(&self, line: &Line<'_>) -> Vec<String> {
        let mut seen: Vec<String> = Vec::new();
        for located in &line.positions {
            let note = located.position.note.in_language(self.phrases.language);
            let note = note.map(|it| self.markup.brief(it, MAX_NOTE_CHARS));
            let source = Some(self.source_line(*located)).filter(|it| !it.is_empty());
            for words in note.into_iter().chain(source).filter(|it| !it.is_empty()) {
                if !seen.contains(&words) {
                    seen.push(words);
                }
            }
            if seen.len() >= 2 * MAX_SOURCES {
                break;
            }
        }
        seen
    }

    /// Returns the forum, date and sources of a position, as far as they are stated.
    fn source_line(&self, located: LocatedPosition<'_>) -> String {
        let position = located.position;
        let in_text = located.file.is_none().then(|| self.phrases.of(Phrase::InText).to_owned());
        let forum = position.forum.as_ref().and_then(|it| it.in_language(self.phrases.language));
        let mut parts: Vec<String> = in_text.into_iter().chain(forum.map(|it| self.markup.text(it))).collect();
        parts.extend(position.date.as_ref().map(|it| self.numbers(&it.to_string())));
        parts.extend(position.kinds.iter().map(|it| self.phrases.kind(*it).to_owned()));
        parts.extend(self.vote(position));
        parts.extend(self.on_behalf_of(position));
        parts.extend(position.sources.iter().map(|it| self.source(it)));
        parts.join(self.phrases.semicolon())
    }

    fn vote(&self, position: &Position) -> Option<String> {
        let parts = self.phrases.vote(position.vote.as_ref()?);
        let is_result = |it: &str| it.bytes().all(|it| it.is_ascii_digit() || it == b'-');
        let part = |it: &String| match is_result(it) {
            true => self.numbers(it),
            false => self.markup.brief(it, MAX_QUESTION_CHARS),
        };
        let parts: Vec<String> = parts.iter().map(part).collect();
        (!parts.is_empty()).then(|| self.phrases.words(Phrase::Vote, &parts.join(self.phrases.comma())))
    }

    /// Returns a date or the result of a vote. Between Arabic words, the numbers of `2023-09-02` would stand in the opposite
    /// order, and those of a period in none.
    fn numbers(&self, written: &str) -> String {
        let text = self.markup.text(written);
        let is_rtl = Language::of_code(self.phrases.language).is_some_and(Language::is_rtl);
        if is_rtl && written.contains(['-', '/']) { format!("\u{2066}{text}\u{2069}") } else { text }
    }

    fn on_behalf_of(&self, position: &Position) -> Option<String> {
        let names = position.on_behalf_of.iter().map(|it| self.delegations()[*it].name(self.phrases.language));
        let names: Vec<String> = names.map(|it| self.markup.text(it)).collect();
        (!names.is_empty()).then(|| self.phrases.words(Phrase::OnBehalfOf, &names.join(self.phrases.list_comma())))
    }

    fn source(&self, source: &Source) -> String {
        let title = source.title.as_ref().and_then(|it| it.in_language(self.phrases.language));
        let words = title.or(source.symbol.as_deref()).unwrap_or(self.phrases.of(Phrase::Source));
        let comma = self.phrases.comma();
        let mut line = self.markup.link(words, source.url.as_deref());
        if let Some(symbol) = source.symbol.as_ref().filter(|_| title.is_some()) {
            line.push_str(&format!("{comma}{}", self.markup.text(symbol)));
        }
        if let Some(page) = source.page {
            line.push_str(&format!("{comma}{}", self.phrases.of(Phrase::Page).replace("{count}", &page.to_string())));
        }
        if let Some(footnote) = &source.footnote {
            let note = self.phrases.of(Phrase::Note).replace("{count}", &self.markup.text(footnote));
            line.push_str(&format!("{comma}{note}"));
        }
        if let Some(time) = &source.time {
            line.push_str(&format!("{comma}{}", time.as_str()));
        }
        line
    }
}

impl Page<'_> {
    /// Adds a paragraph in the markup of the page.
    pub(super) fn add(&mut self, paragraph: String) {
        if self.omitted == 0 {
            self.lines += cost(&paragraph);
            self.paragraphs.push(paragraph);
        }
    }

    /// Sets the heading of the sides or parts that are added next. It is not shown if there is no room for any of them.
    pub(super) fn head(&mut self, heading: String) {
        self.heading = Some(heading);
    }

    /// Keeps lines free of sources, for what is added after them.
    pub(super) fn reserve(&mut self, lines: usize) {
        self.reserved = lines.min(MAX_LINES / 3);
    }

    /// Adds the sides of a place, with as many of their sources as there is room for after all sides.
    pub(super) fn sides(&mut self, found: &PlaceStandings<'_>) {
        let lines = self.sides.lines(found);
        let mut paragraphs: Vec<String> = lines.iter().map(|it| self.sides.line(it)).collect();
        let needed: usize = self.lines + paragraphs.iter().map(|it| cost(it)).sum::<usize>();
        let mut room = MAX_LINES.saturating_sub(needed + self.reserved);
        for (line, paragraph) in lines.iter().zip(&mut paragraphs) {
            for source in self.sides.sources(line) {
                let source = format!("{}{source}", self.sides.markup.line_break());
                // The blanks before the break may need a line of their own.
                let lines = shown_lines(&format!("{paragraph}{source}")) - shown_lines(paragraph);
                if lines > room {
                    self.link_to_record(line);
                    break;
                }
                room -= lines;
                paragraph.push_str(&source);
            }
        }
        for (paragraph, line) in paragraphs.into_iter().zip(&lines) {
            if self.has_room(&paragraph) {
                self.add_with_heading(paragraph);
            } else {
                self.omit(line);
            }
        }
    }

    /// Adds what a chair counts on a whole place, if several States are for or against it and there is room for the line.
    pub(super) fn tally(&mut self, found: &PlaceStandings<'_>) {
        let whole = found.standings.iter().chain(&found.others);
        let whole: Vec<&Standing<'_>> = whole.filter(|it| it.position.position.alternative.is_none()).collect();
        if whole.is_empty() {
            return;
        }
        let tally = Tally::of(whole, None, self.sides.options());
        if tally.in_favour.len() + tally.against.len() < 2 {
            return;
        }
        let paragraph = self.sides.phrases.tally(&tally).join(self.sides.phrases.semicolon());
        if self.has_room(&paragraph) {
            self.add(paragraph);
        }
    }

    /// Adds the sides of a part of a place, as items of a list without sources.
    pub(super) fn part(&mut self, name: &str, found: &PlaceStandings<'_>) {
        self.reserved = 0;
        let name = self.sides.markup.text(name);
        for line in self.sides.lines(found) {
            let item = format!("- {name} — {}", self.sides.line(&line));
            if !self.has_room(&item) {
                self.omit(&line);
                continue;
            }
            match self.paragraphs.last_mut().filter(|it| self.heading.is_none() && it.starts_with("- ")) {
                Some(list) => {
                    self.lines += cost(&item);
                    list.push_str(&format!("\n{item}"));
                }
                None => self.add_with_heading(item),
            }
        }
    }

    /// Returns whether there is room for a paragraph and the heading before it.
    fn has_room(&self, paragraph: &str) -> bool {
        let cost = cost(paragraph) + self.heading.as_deref().map_or(0, cost);
        self.omitted == 0 && (self.paragraphs.is_empty() || self.lines + cost <= MAX_LINES)
    }

    fn add_with_heading(&mut self, paragraph: String) {
        let heading = self.heading.take();
        heading.into_iter().chain([paragraph]).for_each(|it| self.add(it));
    }

    fn omit(&mut self, line: &Line<'_>) {
        self.omitted += 1;
        self.link_to_record(line);
    }

    /// Links to the record of a line of which something is left out, unless there is a link already.
    fn link_to_record(&mut self, line: &Line<'_>) {
        if self.first_omitted.is_none() {
            let record = self.sides.record;
            let place = line.positions.first().and_then(|it| record?.place(*it));
            let words = self.sides.phrases.of(Phrase::Record);
            self.first_omitted = place.map(|it| self.sides.markup.file_link(words, it.file, it.line));
        }
    }

    /// Returns the content; `None` if nothing was added.
    pub(super) fn content(mut self) -> Option<String> {
        let more = (self.omitted > 0).then(|| self.sides.phrases.count(Phrase::More, self.omitted));
        let rest: Vec<String> = more.into_iter().chain(self.first_omitted).collect();
        if !rest.is_empty() {
            self.paragraphs.push(rest.join(" — "));
        }
        (!self.paragraphs.is_empty()).then(|| self.paragraphs.join("\n\n"))
    }
}

/// Returns the number of lines that a paragraph takes, with the space after it.
fn cost(paragraph: &str) -> usize {
    shown_lines(paragraph) + 1
}

/// Returns the number of lines on which a text is shown. The targets of links are not.
fn shown_lines(text: &str) -> usize {
    let shown = |line: &str| {
        let mut parts = line.split("](");
        let first = parts.next().map_or(0, |it| it.chars().count());
        let others = parts.map(|it| it.split_once(')').map_or(it, |it| it.1).chars().count());
        first + others.sum::<usize>()
    };
    text.lines().map(|it| 1 + shown(it) / LINE_CHARS).sum()
}

fn line_of<'l, 'p>(lines: &'l mut Vec<Line<'p>>, stance: Stance, alternative: Option<&'p str>) -> &'l mut Line<'p> {
    let place = lines.iter().position(|it| it.stance == stance && it.alternative == alternative);
    let place = place.unwrap_or_else(|| {
        lines.push(Line { stance, alternative, names: Vec::new(), states: 0, positions: Vec::new() });
        lines.len() - 1
    });
    &mut lines[place]
}

fn add_position<'p>(positions: &mut Vec<LocatedPosition<'p>>, located: LocatedPosition<'p>) {
    // Delegations with one joint position follow each other.
    if !positions.iter().rev().take(8).any(|it| std::ptr::eq(it.position, located.position)) {
        positions.push(located);
    }
}
