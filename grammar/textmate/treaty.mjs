// The TextMate grammar of treaty drafts.
//
// Brackets that are not closed end at the next provision. Lines with right-to-left letters get one scope: a change of
// style within them would make editors draw their parts in reverse order.

import { patterns, RIGHT_TO_LEFT } from './patterns.mjs';

const SCHEMA = 'https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json';

export function treaty(words) {
  const { lineStart, heading, headingNoun, arabicHeading, paragraphLabel, reference } = patterns(words);
  const provision = `(?=^[ \\t]*#{1,6}(?!#))|(?=${lineStart}(?:${headingNoun}|${paragraphLabel}))`;
  return {
    $schema: SCHEMA,
    name: 'Treaty draft',
    scopeName: 'text.treaty',
    fileTypes: ['treaty', 'treaty.md', 'treaty.txt'],
    patterns: [{ include: '#comment' }, { include: '#line' }, { include: '#text' }],
    repository: {
      comment: {
        name: 'comment.block.html.treaty',
        begin: '<!--',
        end: '-->',
        captures: { 0: { name: 'punctuation.definition.comment.html' } },
      },
      line: {
        patterns: [
          { name: 'markup.heading.treaty', match: `^[ \\t]*#{1,6}(?!#).*${RIGHT_TO_LEFT}.*$` },
          { name: 'markup.heading.treaty', match: `${lineStart}${arabicHeading}.*$` },
          { name: 'meta.paragraph.rtl.treaty', match: `^.*${RIGHT_TO_LEFT}.*$` },
          {
            name: 'markup.heading.treaty',
            begin: '^[ \\t]*(#{1,6})(?!#)',
            beginCaptures: { 1: { name: 'punctuation.definition.heading.markdown' } },
            end: '$',
            patterns: [{ include: '#heading-label' }, { include: '#sign' }, { include: '#reference' }],
          },
          {
            name: 'markup.heading.treaty',
            begin: `(?=${lineStart}${heading})`,
            end: '$',
            patterns: [{ include: '#heading-label' }, { include: '#sign' }, { include: '#reference' }],
          },
          {
            match: `(${lineStart})(${paragraphLabel})`,
            captures: {
              1: { patterns: [{ include: '#quote' }, { include: '#sign' }] },
              2: { name: 'punctuation.definition.list.begin.markdown.treaty' },
            },
          },
          { include: '#quote' },
        ],
      },
      quote: { name: 'punctuation.definition.quote.begin.markdown.treaty', match: '^[ \\t]*>+' },
      'heading-label': { name: 'entity.name.section.treaty', match: heading },
      reference: { name: 'entity.name.function.reference.treaty', match: reference },
      // The signs of brackets alone, where brackets do not reach beyond the line.
      sign: {
        patterns: [
          { name: 'punctuation.definition.bracket.begin.treaty keyword.operator.bracket.treaty', match: '\\\\?\\[|[［【〔{]' },
          { name: 'punctuation.definition.bracket.end.treaty keyword.operator.bracket.treaty', match: '\\\\?\\]|[］】〕}]' },
        ],
      },
      text: {
        patterns: [
          { include: '#comment' },
          { include: '#markdown' },
          { include: '#placeholder' },
          { include: '#critic' },
          { include: '#bracket' },
          { include: '#reference' },
        ],
      },
      markdown: {
        patterns: [
          {
            match: '(\\[)([^\\[\\]]*)(\\]\\()([^()\\s]+)(\\))',
            captures: { 2: { name: 'string.other.link.title.markdown' }, 4: { name: 'markup.underline.link.markdown' } },
          },
          { name: 'constant.other.reference.footnote.treaty', match: '\\[\\^[^\\[\\]\\s]+\\]:?' },
          { name: 'markup.inserted.treaty', match: '\\*\\*__(?=\\S).+?__\\*\\*' },
          { name: 'markup.bold.markdown', match: '(?<!\\w)(\\*\\*|__)(?=\\S).+?(?<=\\S)\\1(?!\\w)' },
          { name: 'markup.italic.markdown', match: '(?<![\\w*])([*_])(?=[^\\s*_])[^\\[\\]]+?(?<=[^\\s*_])\\1(?![\\w*])' },
          { name: 'markup.strikethrough.markdown', match: '~~(?=\\S).+?~~' },
        ],
      },
      placeholder: {
        match: '(\\[)([ \\t]*(?:[XYZxyz]{1,3}|[_.…]+|)[ \\t]*)(\\])',
        captures: {
          1: { name: 'punctuation.definition.bracket.begin.treaty keyword.operator.bracket.treaty' },
          2: { name: 'variable.parameter.placeholder.treaty' },
          3: { name: 'punctuation.definition.bracket.end.treaty keyword.operator.bracket.treaty' },
        },
      },
      critic: {
        patterns: [
          enclosed('markup.inserted.treaty', '\\{\\+\\+', '\\+\\+\\}'),
          enclosed('markup.deleted.treaty', '\\{--', '--\\}'),
          enclosed('markup.changed.treaty', '\\{~~', '~~\\}'),
          enclosed('comment.block.treaty', '\\{>>', '<<\\}'),
          enclosed('markup.highlight.treaty', '\\{==', '==\\}'),
        ],
      },
      // One rule for all signs: it shows where brackets are, and leaves it to the server which signs are partners.
      bracket: {
        patterns: [
          {
            name: 'meta.bracket.treaty',
            begin: '\\\\?\\[|[［【〔{]',
            beginCaptures: { 0: { name: 'punctuation.definition.bracket.begin.treaty keyword.operator.bracket.treaty' } },
            end: `(\\\\?\\]|[］】〕}])|${provision}`,
            endCaptures: { 1: { name: 'punctuation.definition.bracket.end.treaty keyword.operator.bracket.treaty' } },
            patterns: [{ include: '#line' }, { include: '#text' }],
          },
          {
            name: 'punctuation.definition.bracket.end.treaty keyword.operator.bracket.treaty',
            match: '\\\\?\\]|[］】〕}]',
          },
        ],
      },
    },
  };
}

/** A mark of a change, which ends at the latest with its paragraph. */
function enclosed(name, open, close) {
  return {
    name,
    begin: open,
    beginCaptures: { 0: { name: 'punctuation.definition.bracket.begin.treaty keyword.operator.bracket.treaty' } },
    end: `(${close})|(?=^\\s*$)`,
    endCaptures: { 1: { name: 'punctuation.definition.bracket.end.treaty keyword.operator.bracket.treaty' } },
  };
}

/** Drafts that are mainly right to left have a language of their own in editors, for its settings; their grammar is the same. */
export function treatyRightToLeft() {
  return {
    $schema: SCHEMA,
    name: 'Treaty draft (right to left)',
    scopeName: 'text.treaty.rtl',
    patterns: [{ include: 'text.treaty' }],
    repository: {},
  };
}

/** Drafts in fenced blocks of Markdown: ```treaty */
export function treatyInMarkdown() {
  return {
    $schema: SCHEMA,
    scopeName: 'text.treaty.markdown',
    injectionSelector: 'L:text.html.markdown',
    patterns: [
      {
        name: 'markup.fenced_code.block.markdown',
        begin: '(^|\\G)(\\s*)(`{3,}|~{3,})\\s*(?i:(treaty)(\\s+[^`~]*)?$)',
        beginCaptures: {
          3: { name: 'punctuation.definition.markdown' },
          4: { name: 'fenced_code.block.language.markdown' },
        },
        end: '(^|\\G)(\\2|\\s{0,3})(\\3)\\s*$',
        endCaptures: { 3: { name: 'punctuation.definition.markdown' } },
        patterns: [
          {
            begin: '(^|\\G)(\\s*)(.*)',
            while: '(^|\\G)(?!\\s*([`~]{3,})\\s*$)',
            contentName: 'meta.embedded.block.treaty',
            patterns: [{ include: 'text.treaty' }],
          },
        ],
      },
    ],
  };
}
