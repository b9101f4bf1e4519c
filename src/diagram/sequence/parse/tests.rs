use super::super::model::ArrowHead;
use super::*;

fn read(text: &str) -> (SequenceDiagram, Vec<DiagramIssue>) {
    let text = format!("sequenceDiagram\n{text}");
    let mut source = DiagramSource::read(&text);
    let diagram = parse_sequence(&mut source).unwrap_or_default();
    for issue in &source.issues {
        assert!(text.get(issue.range.clone()).is_some(), "{issue:?}");
    }
    (diagram, source.issues)
}

fn read_valid(text: &str) -> SequenceDiagram {
    let (diagram, issues) = read(text);
    assert_eq!(issues, [], "{text}");
    diagram
}

fn read_error(text: &str) -> String {
    let (_, issues) = read(text);
    assert_eq!(issues.len(), 1, "{issues:?}");
    let whole = format!("sequenceDiagram\n{text}");
    format!("{}: {}", issues[0].message, &whole[issues[0].range.clone()])
}

fn messages(diagram: &SequenceDiagram) -> Vec<&SequenceMessage> {
    let mut found = Vec::new();
    for event in &diagram.events {
        if let SequenceEvent::Message(message) = event {
            found.push(message);
        }
    }
    found
}

#[test]
fn participants_appear_in_the_order_of_their_names() {
    let diagram = read_valid(
        "participant B as Big<br/>server\nactor A\nA->>B: Hello\nB-->>C d: Who?\n\
            box Aqua Team\nparticipant E\nend",
    );
    let names: Vec<_> =
        diagram.participants.iter().map(|found| found.label.content.as_str()).collect();
    assert_eq!(names, ["Big\nserver", "A", "C d", "E"]);
    assert!(diagram.participants[1].is_person);
    assert_eq!(diagram.participants[3].group, Some(0));
}

#[test]
fn messages_have_ends_texts_and_activities() {
    let diagram = read_valid("A->>+B: one: two\nB--)-A: three\nA-xA\nA <<-->> B: wrap: long");
    let found = messages(&diagram);
    assert_eq!(found[0].label.content, "one: two");
    assert_eq!(found[0].activity, Some(ActivityChange::Start));
    assert_eq!((found[1].from, found[1].to), (1, 0));
    assert_eq!(found[1].arrow.head, ArrowHead::Open);
    assert!(found[1].arrow.is_dotted);
    assert_eq!((found[2].from, found[2].to, found[2].arrow.head), (0, 0, ArrowHead::Cross));
    assert!(found[3].arrow.has_two_heads);
    assert_eq!(found[3].label.content, "long");
}

#[test]
fn messages_are_numbered_on_request() {
    let diagram = read_valid(
        "autonumber 10 5\nA->>B: x\nA->>B: y\nautonumber off\nA->>B: z\nautonumber\nA->B: a",
    );
    let numbers: Vec<_> = messages(&diagram).iter().map(|message| message.number).collect();
    assert_eq!(numbers, [Some(10), Some(15), None, Some(1)]);
}

#[test]
fn frames_are_nested() {
    let diagram = read_valid(
        "loop daily\nalt good\nA->>B: x\nelse bad\nA->>B: y\nend\nend\nrect rgb(1, 2, 3)\n\
         par a\nA->>B: z\nand b\nA->>B: c\nend\nend\ncritical d\nA->>B: e\noption f\n\
         A->>B: g\nend\nbreak h\nA->>B: i\nend\nopt\nA->>B: j\nend",
    );
    let opens = diagram.events.iter().filter(|event| matches!(event, SequenceEvent::Open(..)));
    let closes = diagram.events.iter().filter(|event| matches!(event, SequenceEvent::Close));
    assert_eq!((opens.count(), closes.count()), (7, 7));
}

#[test]
fn notes_creation_and_activity_are_events() {
    let diagram = read_valid(
        "Note over A,B: one\nnote right of A: two\nNOTE LEFT OF B: three\n\
         create actor C as Cat\nA->>C: x\ndestroy C\nC->>A: y\nactivate A\ndeactivate A",
    );
    let [SequenceEvent::Note(over), SequenceEvent::Note(right), SequenceEvent::Note(left), ..] =
        &diagram.events[..]
    else {
        panic!("{:?}", diagram.events)
    };
    assert_eq!(over.place, NotePlace::Over(0, 1));
    assert_eq!(right.place, NotePlace::RightOf(0));
    assert_eq!(left.place, NotePlace::LeftOf(1));
    assert!(diagram.participants[2].is_person);
}

#[test]
fn a_semicolon_ends_a_statement() {
    let diagram =
        read_valid("participant A; participant B;\nA->>B: x; A->>B: y\nA->>B: a; b #semi;");
    let texts: Vec<_> =
        messages(&diagram).iter().map(|found| found.label.content.as_str()).collect();
    assert_eq!(texts, ["x", "y", "a; b ;"]);
}

#[test]
fn errors_say_what_and_where() {
    assert_eq!(read_error("A->>B: x\nhello"), "`hello` is not a message: hello");
    assert_eq!(read_error("A->>B: x\nend"), "`end` without a frame that it ends: end");
    assert_eq!(read_error("loop x\nA->>B: x"), "the frame `loop` has no end: loop x");
    assert_eq!(read_error("loop x\nA->>B: x\nelse y\nend"), "`else` is not inside `alt`: else y");
    assert_eq!(read_error("A->>>B: x"), "unknown arrow in `A->>>B`: ->>>");
    assert_eq!(read_error("Note above A: x"), "the place of the note cannot be read: above A: x");
    assert_eq!(
        read_error("A->>B: x\nautonumber first"),
        "`first` is not a way to number messages: first"
    );
    assert_eq!(
        read_error("A->>B: x\nlink A: Page @ https://x.org"),
        "`link` has no effect on a slide: link A: Page @ https://x.org"
    );
    assert_eq!(read_error("A->>-B: x"), "`A` is not active here: A->>-B");
    assert_eq!(read_error("A->>B: x\ndeactivate B"), "`B` is not active here: B");
    assert_eq!(read_error(""), "the diagram has no messages: sequenceDiagram");
    assert_eq!(
        read_error("participant A@{ \"type\": \"queue\" } as Q"),
        "the shape of the participant is not drawn: @{ \"type\": \"queue\" }"
    );
}

#[test]
fn large_diagrams_are_refused() {
    let many: String = (0..10_000).map(|number| format!("A->>B: {number}\n")).collect();
    assert!(read_error(&many).starts_with("more than 2000 messages"));
    let many: String = (0..2_000).map(|number| format!("participant P{number}\n")).collect();
    assert!(read_error(&many).starts_with("more than 200 participants"));
    let deep = "loop x\n".repeat(100);
    let (_, issues) = read(&deep);
    assert!(issues[0].message.starts_with("more than 12 frames"), "{issues:?}");
    let (_, issues) = read(&"nonsense\n".repeat(5_000));
    assert_eq!(issues.len(), 20);
}
