use super::*;

#[test]
fn letters_are_numbered_in_each_alphabet() {
    let number = |written: &str| Label::from_letters(written).map(|it| it.number());
    assert_eq!(number("a"), Some(1));
    assert_eq!(number("bb"), Some(28));
    assert_eq!(number("iv"), Some(4));
    assert_eq!(number("هـ"), Some(5));
    assert_eq!(number("أ"), Some(1));
    assert_eq!(number("б"), Some(2));
    assert_eq!(number("the"), None);
    assert_eq!(number("mix"), None);
}

#[test]
fn cyrillic_letters_may_stand_for_the_latin_ones_they_look_like() {
    let latin = |written: &str| Label::from_letters(written).map(|it| it.in_alphabet(true).to_string());
    let own = |written: &str| Label::from_letters(written).map(|it| it.in_alphabet(false).number());
    assert_eq!((latin("с").as_deref(), own("с")), (Some("c"), Some(17)));
    assert_eq!((latin("е").as_deref(), own("е")), (Some("e"), Some(6)));
    assert_eq!((latin("б").as_deref(), own("б")), (Some("b"), Some(2)));
    assert_eq!(latin("ХV").as_deref(), Some("XV"));
    assert_eq!(latin("ІІ").as_deref(), Some("II"));
}

#[test]
fn i_may_be_a_letter_or_a_numeral() {
    let label = Label::from_letters("i").unwrap();
    assert_eq!((label.number(), label.as_roman().map(|it| it.number())), (9, Some(1)));
    assert_eq!(Label::from_letters("iii").map(|it| it.form), Some(NumberForm::LowerRoman));
}

#[test]
fn inserted_labels_stand_between_their_neighbours() {
    let ten = Label::new(NumberForm::Digits, 10);
    let order = [
        ten.with(Suffix::Supra),
        ten,
        ten.with(Suffix::Alternative(2)),
        ten.with(Suffix::Inserted(2)),
        ten.with(Suffix::Inserted(3)),
        Label::new(NumberForm::Digits, 11),
    ];
    assert!(order.is_sorted());
    let printed: Vec<String> = order.iter().map(Label::to_string).collect();
    assert_eq!(printed, ["10 supra", "10", "10 alt 2", "10 bis", "10 ter", "11"]);
}

#[test]
fn a_number_follows_the_one_before_it() {
    let label = |number| Label::new(NumberForm::Digits, number);
    assert!(label(5).follows(&label(4)));
    assert!(!label(6).follows(&label(4)));
    assert!(!label(5).follows(&Label::new(NumberForm::Lower, 4)));
}
