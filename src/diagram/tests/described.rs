//! What diagrams of boxes and arrows say to those who cannot see them.

use super::*;

fn describe(text: &str, lang: &str) -> String {
    let reading = parse_diagram(text);
    reading.diagram.unwrap_or_else(|| panic!("{:?}", reading.issues)).describe(lang)
}

#[test]
fn arrows_between_frames_are_said_of_the_frames() {
    let text = "flowchart LR\nsubgraph a [Frontend]\nx --> y\nend\n\
        subgraph b [Backend]\np --> q\nsubgraph c [Store]\nd\nend\nend\na --> b\nb --> b";
    assert_eq!(
        describe(text, "en"),
        "Frontend leads to Backend. x leads to y. Backend leads to itself. p leads to q. \
         Frontend contains x and y. Backend contains p, q and Store. Store contains d."
    );
}

#[test]
fn starts_and_ends_are_those_of_their_states() {
    let text = "stateDiagram-v2\n[*] --> A\nstate A {\n[*] --> b1\nb1 --> [*]\n}\nA --> [*]\n\
        state one <<choice>>\nstate two <<choice>>\none --> two\nnote right of b1 : Wait";
    assert_eq!(
        describe(text, "en"),
        "The start leads to A. A leads to the end. The start of A leads to b1. b1 leads to the end \
         of A. The choice one leads to the choice two. b1 has the note “Wait”. A contains b1."
    );
    assert!(describe(text, "pt").contains("● (A) → b1."), "{}", describe(text, "pt"));
}

#[test]
fn classes_are_said_with_their_members_and_relations() {
    let text = "classDiagram\nclass Animal {\n<<abstract>>\n+int age\n+count$ int\n+move()*\n}\n\
        Animal <|-- Duck\nMovable <|.. Duck\nCar *-- Wheel\nShop o-- Item\n\
        Customer \"1\" --> \"0..*\" Order : places\nA ..> B\nA -- B\nclass Lone\n\
        class Field {\n+x\n+y\n+z\n}";
    assert_eq!(
        describe(text, "en"),
        "Animal («abstract») has the attributes +int age and +count int (static), and the method \
         +move() (abstract). Field has the attributes +x, +y and +z. Duck inherits from Animal. \
         Duck implements Movable. Wheel is part of Car. Shop has Item. Customer (1) refers to \
         Order (0..*): places. A depends on B. A is associated with B. Lone."
    );
    assert!(describe(text, "de").contains("Duck ▷ Animal."), "{}", describe(text, "de"));
}

#[test]
fn entities_are_said_with_cardinalities_and_attributes() {
    let text = "erDiagram\nCUSTOMER ||--o{ ORDER : places\nORDER }|..o| ITEM : \"\"\n\
        CUSTOMER {\nstring name PK \"unique\"\nint age\n}";
    assert_eq!(
        describe(text, "en"),
        "One CUSTOMER places zero or more ORDER. One or more ORDER is related to zero or one ITEM. \
         CUSTOMER has the attributes name (string, PK, unique) and age (int)."
    );
    assert!(describe(text, "fr").starts_with("CUSTOMER (1) — ORDER (0..*): places."));
}
