//! Validates XML against an XML Schema, as far as the schema of JUnit needs it: elements with sequences and choices of
//! others, mixed content, and attributes that are strings. Whatever else a schema contains is an error, so that nothing in it
//! is skipped silently.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Document, Node};

/// A schema with its global elements and types.
pub(crate) struct Schema<'s> {
    elements: BTreeMap<&'s str, Node<'s, 's>>,
    types: BTreeMap<&'s str, Node<'s, 's>>,
}

impl<'s> Schema<'s> {
    pub(crate) fn of(document: &'s Document<'s>) -> Schema<'s> {
        let mut schema = Schema { elements: BTreeMap::new(), types: BTreeMap::new() };
        for node in elements(document.root_element()) {
            let name = node.attribute("name").unwrap();
            match node.tag_name().name() {
                "element" => schema.elements.insert(name, node),
                "complexType" | "simpleType" => schema.types.insert(name, node),
                other => panic!("the declaration {other} is not known"),
            };
        }
        schema
    }

    /// Returns the faults of a document, each with the name of its element.
    pub(crate) fn faults(&self, document: &Document<'_>) -> Vec<String> {
        let root = document.root_element();
        let mut faults = Vec::new();
        match self.elements.get(root.tag_name().name()) {
            Some(declaration) => self.check(*declaration, root, &mut faults),
            None => faults.push(format!("{}: unknown", root.tag_name().name())),
        }
        faults
    }

    fn check(&self, declaration: Node<'s, 's>, node: Node<'_, '_>, faults: &mut Vec<String>) {
        let name = node.tag_name().name();
        let Some(declared) = self.type_of(declaration) else {
            if elements(node).next().is_some() || node.attributes().len() > 0 {
                faults.push(format!("{name}: more than a text"));
            }
            return;
        };
        let is_text = |it: &Node<'_, '_>| it.is_text() && it.text().is_some_and(|it| !it.trim().is_empty());
        if declared.attribute("mixed") != Some("true") && node.children().any(|it| is_text(&it)) {
            faults.push(format!("{name}: a text between its elements"));
        }
        self.check_attributes(declared, node, faults);
        let children: Vec<Node<'_, '_>> = elements(node).collect();
        let content = elements(declared).find(|it| it.tag_name().name() != "attribute");
        let ends = content.map_or(BTreeSet::from([0]), |it| self.ends(it, &children, 0));
        if !ends.contains(&children.len()) {
            faults.push(format!("{name}: elements that it does not have, or in another order"));
        }
        for child in children {
            match content.and_then(|it| self.declaration_in(it, child.tag_name().name())) {
                Some(declaration) => self.check(declaration, child, faults),
                None => faults.push(format!("{name}: an element {}", child.tag_name().name())),
            }
        }
    }

    /// Returns the complex type of an element; `None` if it is a plain text.
    fn type_of(&self, declaration: Node<'s, 's>) -> Option<Node<'s, 's>> {
        match declaration.attribute("type") {
            None => elements(declaration).next(),
            Some("xs:string") => None,
            Some(name) => Some(self.types[name]),
        }
    }

    fn check_attributes(&self, declared: Node<'s, 's>, node: Node<'_, '_>, faults: &mut Vec<String>) {
        let name = node.tag_name().name();
        let known: BTreeMap<&str, Node<'_, '_>> = elements(declared)
            .filter(|it| it.tag_name().name() == "attribute")
            .map(|it| (it.attribute("name").unwrap(), it))
            .collect();
        for attribute in node.attributes() {
            match known.get(attribute.name()).map(|it| it.attribute("type").unwrap()) {
                Some("xs:string") => {}
                Some(other) => panic!("values of the type {other} are not checked"),
                None => faults.push(format!("{name}: an attribute {}", attribute.name())),
            }
        }
        for (attribute, declaration) in known {
            if declaration.attribute("use") == Some("required") && !node.has_attribute(attribute) {
                faults.push(format!("{name}: no attribute {attribute}"));
            }
        }
    }

    /// Returns where a part of a content model may end among some elements, if it begins at the given one.
    fn ends(&self, part: Node<'s, 's>, children: &[Node<'_, '_>], start: usize) -> BTreeSet<usize> {
        let bound = |name, default: usize| match part.attribute(name) {
            Some("unbounded") => usize::MAX,
            bound => bound.map_or(default, |it| it.parse().unwrap()),
        };
        let (least, most) = (bound("minOccurs", 1), bound("maxOccurs", 1));
        let mut ends = if least == 0 { BTreeSet::from([start]) } else { BTreeSet::new() };
        let (mut starts, mut count) = (BTreeSet::from([start]), 0);
        while count < most && !starts.is_empty() {
            count += 1;
            let next: BTreeSet<usize> = starts.iter().flat_map(|it| self.ends_of_one(part, children, *it)).collect();
            // What leads no further has been seen.
            starts = next.into_iter().filter(|it| count < least || !ends.contains(it)).collect();
            if count >= least {
                ends.extend(&starts);
            }
        }
        ends
    }

    fn ends_of_one(&self, part: Node<'s, 's>, children: &[Node<'_, '_>], start: usize) -> BTreeSet<usize> {
        match part.tag_name().name() {
            "element" => {
                let name = part.attribute("ref").or(part.attribute("name"));
                let is_here = children.get(start).is_some_and(|it| name == Some(it.tag_name().name()));
                is_here.then_some(start + 1).into_iter().collect()
            }
            "sequence" => elements(part).fold(BTreeSet::from([start]), |starts, it| {
                starts.iter().flat_map(|start| self.ends(it, children, *start)).collect()
            }),
            "choice" => elements(part).flat_map(|it| self.ends(it, children, start)).collect(),
            other => panic!("the content {other} is not known"),
        }
    }

    fn declaration_in(&self, content: Node<'s, 's>, name: &str) -> Option<Node<'s, 's>> {
        content.descendants().find_map(|it| match it.attribute("ref") {
            Some(referred) => (referred == name).then(|| self.elements[referred]),
            None => (it.tag_name().name() == "element" && it.attribute("name") == Some(name)).then_some(it),
        })
    }
}

/// Returns the elements in a node.
pub(crate) fn elements<'a>(node: Node<'a, 'a>) -> impl Iterator<Item = Node<'a, 'a>> {
    node.children().filter(Node::is_element)
}
