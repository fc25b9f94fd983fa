//! Checks a JUnit report against the rules of the schema of Jenkins: which elements stand in which, their attributes, and
//! the numbers of tests.

use std::collections::BTreeMap;

/// An element: its name, its attributes, and its elements. Text between elements is left out.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) elements: Vec<Element>,
}

/// Parses a document without comments, CDATA sections and processing instructions, apart from its declaration.
pub(crate) fn parse(text: &str) -> Element {
    let body = text.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").unwrap();
    let mut open = vec![Element { name: String::new(), attributes: BTreeMap::new(), elements: Vec::new() }];
    for tag in body.split('<').skip(1) {
        let (tag, text) = tag.split_once('>').unwrap();
        assert!(!text.contains('>') && !has_bare_ampersand(text) && !has_bare_ampersand(tag), "{tag}>{text}");
        if let Some(name) = tag.strip_prefix('/') {
            let closed = open.pop().unwrap();
            assert_eq!(closed.name, name);
            open.last_mut().unwrap().elements.push(closed);
            continue;
        }
        let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |it| (it, true));
        let (name, rest) = tag.split_once(' ').unwrap_or((tag, ""));
        let parts: Vec<&str> = rest.split('"').collect();
        let pairs = parts.chunks_exact(2).map(|it| (it[0].trim().trim_end_matches('=').to_owned(), it[1].to_owned()));
        let element = Element { name: name.to_owned(), attributes: pairs.collect(), elements: Vec::new() };
        match is_empty {
            true => open.last_mut().unwrap().elements.push(element),
            false => open.push(element),
        }
    }
    assert_eq!(open.len(), 1);
    let mut roots = open.pop().unwrap().elements;
    assert_eq!(roots.len(), 1);
    roots.pop().unwrap()
}

fn has_bare_ampersand(text: &str) -> bool {
    text.split('&')
        .skip(1)
        .any(|it| !["amp;", "lt;", "gt;", "quot;", "apos;", "#"].iter().any(|name| it.starts_with(name)))
}

/// Asserts that a report is as the schema of Jenkins has it.
pub(crate) fn check(root: &Element) {
    assert_eq!(root.name, "testsuites");
    check_attributes(root, &[], &["name", "time", "tests", "failures", "disabled", "errors"]);
    let mut sums = [0; 3];
    for suite in &root.elements {
        assert_eq!(suite.name, "testsuite");
        let optional = [
            "failures",
            "errors",
            "group",
            "time",
            "disabled",
            "skipped",
            "timestamp",
            "hostname",
            "id",
            "package",
            "file",
            "log",
            "url",
            "version",
        ];
        check_attributes(suite, &["name", "tests"], &optional);
        suite.elements.iter().for_each(check_case);
        let count =
            |name: &str| suite.elements.iter().filter(|it| it.elements.iter().any(|it| it.name == name)).count();
        let counted = [suite.elements.len(), count("failure"), count("error")];
        assert_eq!(counted, numbers(suite));
        sums = [sums[0] + counted[0], sums[1] + counted[1], sums[2] + counted[2]];
    }
    assert_eq!(sums, numbers(root));
}

fn check_case(case: &Element) {
    assert_eq!(case.name, "testcase");
    check_attributes(case, &["name", "classname"], &["time", "group", "assertions", "status"]);
    for element in &case.elements {
        match element.name.as_str() {
            "failure" | "error" => check_attributes(element, &[], &["type", "message"]),
            "skipped" => check_attributes(element, &[], &["message"]),
            "system-out" | "system-err" => check_attributes(element, &[], &[]),
            other => panic!("a test case has no {other}"),
        }
        assert!(element.elements.is_empty());
    }
}

fn check_attributes(element: &Element, required: &[&str], optional: &[&str]) {
    assert!(required.iter().all(|it| element.attributes.contains_key(*it)), "{element:?}");
    let is_known = |name: &String| required.contains(&name.as_str()) || optional.contains(&name.as_str());
    assert!(element.attributes.keys().all(is_known), "{element:?}");
}

fn numbers(element: &Element) -> [usize; 3] {
    ["tests", "failures", "errors"].map(|it| element.attributes[it].parse().unwrap())
}
