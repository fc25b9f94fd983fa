// Reads line breaks, and looks at the line after each: does it begin with a heading or with a label, or does the text go on?
// It consumes the break alone; what it looks at is read again by the parser.

#include <stdbool.h>
#include <string.h>

#include "tree_sitter/parser.h"
#include "words.h"

enum Token { NEWLINE, HEADING_NEWLINE, PROVISION_NEWLINE, HEADING_FIRST, PROVISION_FIRST, ERROR_SENTINEL };

// The part of a line that decides, in characters.
#define LINE_LIMIT 160
// A Markdown heading has at most six signs.
#define HEADING_SIGNS_LIMIT 6
#define LABEL_LETTERS_LIMIT 5
#define LABEL_DIGITS_LIMIT 3

#define COUNT(words) (sizeof(words) / sizeof((words)[0]))
#define MATCH(line, words) longest_word(line, (const uint16_t *)(words), COUNT(words), sizeof((words)[0]) / sizeof(uint16_t))

// The beginning of a line, and how much of it has been read. `folded` is in small letters and without vowel marks.
typedef struct {
  int32_t text[LINE_LIMIT + 1];
  int32_t folded[LINE_LIMIT + 1];
  unsigned length;
  unsigned at;
} Line;

static bool is_blank(int32_t c) {
  return c == ' ' || c == '\t' || c == '\r' || c == 0xa0 || c == 0x202f || c == 0x3000 || c == 0xfeff || c == 0x200e || c == 0x200f;
}

static bool is_digit(int32_t c) { return (c >= '0' && c <= '9') || (c >= 0x660 && c <= 0x669) || (c >= 0xff10 && c <= 0xff19); }

static bool is_han_number(int32_t c) {
  static const int32_t NUMBERS[] = {0x3007, 0x96f6, 0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94, 0x516d, 0x4e03, 0x516b, 0x4e5d, 0x5341, 0x767e, 0x5343};
  for (unsigned i = 0; i < COUNT(NUMBERS); i++) {
    if (NUMBERS[i] == c) return true;
  }
  return is_digit(c);
}

static bool is_upper(int32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7) || (c >= 0x400 && c <= 0x42f);
}

static bool is_letter(int32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0x24f) || (c >= 0x400 && c <= 0x4ff) ||
         (c >= 0x620 && c <= 0x6ff && !is_digit(c));
}

static bool is_vowel_mark(int32_t c) { return (c >= 0x64b && c <= 0x652) || c == 0x670 || c == 0x640; }

static bool is_opener(int32_t c) { return c == '[' || c == '{' || c == 0xff3b || c == 0x3010 || c == 0x3014 || c == '\\'; }

static bool is_closer(int32_t c) { return c == ']' || c == '}' || c == 0xff3d || c == 0x3011 || c == 0x3015; }

static bool is_roman(int32_t c) { return c != 0 && strchr("IVXLCDM", c) && c < 0x80; }

static int32_t small(int32_t c) {
  if ((c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7) || (c >= 0x410 && c <= 0x42f)) return c + 32;
  if (c >= 0x400 && c <= 0x40f) return c + 80;
  return c;
}

static int32_t peek(const Line *line) { return line->text[line->at]; }

static void skip_blanks(Line *line) {
  while (is_blank(peek(line))) line->at++;
}

static bool skip_one_blank_or_more(Line *line) {
  unsigned before = line->at;
  skip_blanks(line);
  return line->at > before;
}

// Reads the longest of some words, longest first in their table, and returns whether there is one.
static bool longest_word(Line *line, const uint16_t *words, unsigned count, unsigned width) {
  for (unsigned i = 0; i < count; i++) {
    const uint16_t *word = words + i * width;
    unsigned at = line->at;
    while (*word) {
      while (is_vowel_mark(line->folded[at])) at++;
      if (line->folded[at] != *word) break;
      at++;
      word++;
    }
    if (*word) continue;
    while (is_vowel_mark(line->folded[at])) at++;
    line->at = at;
    return true;
  }
  return false;
}

// As `longest_word`, for words that end where letters end.
static bool whole_word(Line *line, const uint16_t *words, unsigned count, unsigned width) {
  unsigned before = line->at;
  if (longest_word(line, words, count, width) && !is_letter(peek(line))) return true;
  line->at = before;
  return false;
}
#define MATCH_WHOLE(line, words) whole_word(line, (const uint16_t *)(words), COUNT(words), sizeof((words)[0]) / sizeof(uint16_t))

static void skip_suffix(Line *line) {
  unsigned before = line->at;
  skip_blanks(line);
  if (peek(line) == '-') line->at++;
  if (!MATCH_WHOLE(line, INSERTED) && !MATCH_WHOLE(line, ARABIC_INSERTED)) line->at = before;
}

static bool skip_digits(Line *line) {
  unsigned before = line->at;
  while (is_digit(peek(line)) || (peek(line) == '.' && line->at > before && is_digit(line->text[line->at + 1]))) line->at++;
  return line->at > before;
}

// The number of a heading: `5`, `IV`, `A`, a number in words, or a placeholder.
static bool skip_number(Line *line) {
  unsigned before = line->at;
  if (skip_digits(line)) return true;
  if (MATCH_WHOLE(line, ORDINALS) || MATCH_WHOLE(line, ARABIC_ORDINALS)) return true;
  while (is_roman(peek(line))) line->at++;
  if (line->at > before && !is_letter(peek(line))) return true;
  line->at = before;
  if (is_upper(peek(line)) && peek(line) < 0x80 && !is_letter(line->text[line->at + 1])) {
    line->at++;
    return true;
  }
  if (is_opener(peek(line))) {
    do line->at++;
    while (is_digit(peek(line)) || peek(line) == '_' || (peek(line) >= 'X' && peek(line) <= 'Z'));
    if (is_closer(peek(line))) {
      line->at++;
      return true;
    }
  }
  line->at = before;
  return false;
}

// A heading ends after its number, or has a mark or a title that begins with a capital letter.
static bool heading_may_end(Line *line) {
  skip_suffix(line);
  skip_blanks(line);
  int32_t c = peek(line);
  return c == 0 || c == '\n' || is_upper(c) || is_opener(c) || is_closer(c) || (c < 0x80 && strchr(".:-*_#<(\"", c)) ||
         c == 0x2013 || c == 0x2014 || c == 0x201c || c == 0xab;
}

static bool is_at_end(Line *line) {
  skip_blanks(line);
  int32_t c = peek(line);
  return c == 0 || c == '\n' || c == '.' || c == ':' || c == '*' || c == '_' || is_closer(c);
}

static bool is_alphabetic_heading(Line *line) {
  unsigned before = line->at;
  if (MATCH_WHOLE(line, NEW) && skip_one_blank_or_more(line)) before = line->at;
  line->at = before;
  if (!MATCH_WHOLE(line, HEADINGS)) return false;
  if (peek(line) == '.') line->at++;
  if (!skip_one_blank_or_more(line)) return false;
  MATCH(line, NUMBER_SIGNS);
  skip_blanks(line);
  return skip_number(line) && heading_may_end(line);
}

// The place of an inserted provision, after its number.
static void skip_chinese_suffix(Line *line) {
  unsigned before = line->at;
  if (MATCH(line, CHINESE_INSERTED)) {
    unsigned number = line->at;
    while (is_han_number(peek(line))) line->at++;
    if (line->at > number) return;
  }
  line->at = before;
}

static bool is_chinese_heading(Line *line) {
  MATCH(line, NEW);
  if (MATCH(line, CHINESE_ORDINAL)) {
    unsigned before = line->at;
    while (is_han_number(peek(line))) line->at++;
    if (line->at == before || !MATCH(line, CHINESE_COUNTED)) return false;
    skip_chinese_suffix(line);
    return !MATCH(line, CHINESE_SENTENCE) && !MATCH(line, CHINESE_SMALLER);
  }
  if (!MATCH(line, CHINESE_NUMBERED)) return false;
  skip_blanks(line);
  return is_han_number(peek(line));
}

// The definite article, which is written as one word with its noun: alef and lam.
static void skip_arabic_article(Line *line) {
  if (peek(line) == 0x627 && line->text[line->at + 1] == 0x644) line->at += 2;
}

static bool is_arabic_heading(Line *line) {
  skip_arabic_article(line);
  return MATCH(line, ARABIC_HEADINGS) && skip_one_blank_or_more(line) && skip_number(line) && heading_may_end(line);
}

static bool is_preamble(Line *line) {
  skip_arabic_article(line);
  return MATCH_WHOLE(line, PREAMBLES) && is_at_end(line);
}

// Skips what may stand before a label: a quotation, a list's sign, emphasis, brackets.
static void skip_lead(Line *line) {
  skip_blanks(line);
  while (peek(line) == '>') {
    line->at++;
    skip_blanks(line);
  }
  if ((peek(line) == '-' || peek(line) == '+' || peek(line) == '*') && is_blank(line->text[line->at + 1])) {
    line->at++;
    skip_blanks(line);
  }
  while (peek(line) == '*' || peek(line) == '_' || is_opener(peek(line)) || is_blank(peek(line))) line->at++;
}

static bool is_markdown_heading(Line *line) {
  skip_blanks(line);
  unsigned before = line->at;
  while (peek(line) == '#') line->at++;
  unsigned signs = line->at - before;
  return signs > 0 && signs <= HEADING_SIGNS_LIMIT;
}

static bool is_heading(Line *line) {
  line->at = 0;
  if (is_markdown_heading(line)) return true;
  line->at = 0;
  skip_lead(line);
  unsigned lead = line->at;
  bool (*const KINDS[])(Line *) = {is_alphabetic_heading, is_chinese_heading, is_arabic_heading, is_preamble};
  for (unsigned i = 0; i < COUNT(KINDS); i++) {
    line->at = lead;
    if (KINDS[i](line)) return true;
  }
  return false;
}

// After a label there is a blank, a bracket, or nothing: `1.5 degrees` is no label.
static bool label_may_end(const Line *line) {
  int32_t c = peek(line);
  return c == 0 || c == '\n' || is_blank(c) || is_opener(c);
}

static bool is_numbered(Line *line) {
  unsigned before = line->at;
  if (!skip_digits(line) || (line->at - before > LABEL_DIGITS_LIMIT && peek(line) != '.')) return false;
  unsigned number = line->at;
  skip_suffix(line);
  bool inserted = line->at > number;
  if (peek(line) == '.' || peek(line) == ')') {
    line->at++;
    return label_may_end(line);
  }
  if (inserted) return label_may_end(line);
  skip_blanks(line);
  if (peek(line) != '-' && peek(line) != 0x2013) return false;
  line->at++;
  return is_blank(peek(line));
}

// `(a)`, `(1)`, `a)`, `（一）`.
static bool is_lettered(Line *line) {
  int32_t opener = peek(line);
  bool enclosed = opener == '(' || opener == 0xff08;
  if (enclosed) line->at++;
  unsigned letters = 0;
  while ((is_letter(peek(line)) || is_vowel_mark(peek(line)) || (enclosed && is_han_number(peek(line)))) && letters <= LABEL_LETTERS_LIMIT) {
    line->at++;
    letters++;
  }
  if (letters == 0 || letters > LABEL_LETTERS_LIMIT) return false;
  if (opener == 0xff08) return peek(line) == 0xff09;
  if (peek(line) != ')') return false;
  line->at++;
  return label_may_end(line);
}

static bool is_chinese_numbered(Line *line) {
  unsigned before = line->at;
  while (is_han_number(peek(line)) && !is_digit(peek(line))) line->at++;
  return line->at > before && peek(line) == 0x3001;
}

static bool is_provision(Line *line) {
  line->at = 0;
  skip_lead(line);
  unsigned lead = line->at;
  bool (*const KINDS[])(Line *) = {is_numbered, is_lettered, is_chinese_numbered};
  for (unsigned i = 0; i < COUNT(KINDS); i++) {
    line->at = lead;
    if (KINDS[i](line)) return true;
  }
  return false;
}

static void read_line(TSLexer *lexer, Line *line) {
  line->length = 0;
  line->at = 0;
  while (line->length < LINE_LIMIT && lexer->lookahead != '\n' && !lexer->eof(lexer)) {
    line->text[line->length] = lexer->lookahead;
    line->folded[line->length] = small(lexer->lookahead);
    line->length++;
    lexer->advance(lexer, false);
  }
  line->text[line->length] = 0;
  line->folded[line->length] = 0;
}

void *tree_sitter_treaty_external_scanner_create(void) { return NULL; }
void tree_sitter_treaty_external_scanner_destroy(void *payload) { (void)payload; }
unsigned tree_sitter_treaty_external_scanner_serialize(void *payload, char *buffer) {
  (void)payload;
  (void)buffer;
  return 0;
}
void tree_sitter_treaty_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  (void)payload;
  (void)buffer;
  (void)length;
}

bool tree_sitter_treaty_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  (void)payload;
  if (valid[ERROR_SENTINEL]) return false;
  Line line;
  if (valid[HEADING_FIRST] || valid[PROVISION_FIRST]) {
    lexer->mark_end(lexer);
    if (lexer->lookahead == 0xfeff) lexer->advance(lexer, true);
    read_line(lexer, &line);
    bool heading = is_heading(&line);
    if (heading || is_provision(&line)) {
      lexer->result_symbol = heading ? HEADING_FIRST : PROVISION_FIRST;
      return true;
    }
    return false;
  }
  while (is_blank(lexer->lookahead)) lexer->advance(lexer, true);
  if (lexer->lookahead != '\n') return false;
  lexer->advance(lexer, false);
  lexer->mark_end(lexer);
  read_line(lexer, &line);
  if (valid[HEADING_NEWLINE] && is_heading(&line)) {
    lexer->result_symbol = HEADING_NEWLINE;
  } else if (valid[PROVISION_NEWLINE] && is_provision(&line)) {
    lexer->result_symbol = PROVISION_NEWLINE;
  } else if (valid[NEWLINE]) {
    lexer->result_symbol = NEWLINE;
  } else {
    return false;
  }
  return true;
}
