//! Expressions in texts, paths and numbers, and the places of their errors.

use plenary::template::Values;

use crate::project::{Project, lay_out_text, set};

/// Returns the title of a slide with this title and these variables.
fn title(title: &str, vars: &str) -> String {
    let outcome = lay_out_text(&format!(
        "title: Deck\nvars: {vars}\nslides:\n  - title: {title}\n    text: Water\n"
    ));
    assert_eq!(outcome.reports(), [""; 0], "{title}");
    outcome.text.lines().next().unwrap_or_default().to_owned()
}

#[test]
fn expressions_are_replaced_by_their_values() {
    assert_eq!(title("Welcome, {{ city }}!", "{ city: Jena }"), "Welcome, Jena!");
    assert_eq!(title("\"{{ city | upper }}\"", "{ city: Jena }"), "JENA");
    assert_eq!(title("'{{ n * 2 }} of {{ n }}'", "{ n: 12 }"), "24 of 12");
    assert_eq!(title("'{{ names | join(\", \") }}'", "{ names: [Ana, Bo] }"), "Ana, Bo");
    assert_eq!(title("'{{ a.b }}'", "{ a: { b: deep } }"), "deep");
    assert_eq!(title("'{{ other | default(\"nobody\") }}'", "{ a: b }"), "nobody");
    assert_eq!(title("'{{ city | slug }}'", "{ city: São Tomé }"), "sao-tome");
    assert_eq!(title("'{{ b }}'", "{ a: Jena, b: \"near {{ a }}\" }"), "near Jena");
}

#[test]
fn values_are_shown_as_they_are_written() {
    for value in ["007", "1.10", "+5", "true", "2.5", "12:30", "2020-10-13", "0x10", "1e3"] {
        assert_eq!(title("'{{ v }}'", &format!("{{ v: {value} }}")), value);
    }
}

#[test]
fn values_add_no_markup() {
    for value in [
        "**x**",
        "*x*",
        "[a](b)",
        "$x^2$",
        "`x`",
        "~~x~~",
        "H~2~O",
        "x^2^",
        "==x==",
        "<b>x</b>",
        "\\*x",
        "- x",
        "# x",
        "1. x",
        "![a](b.png)",
        "&amp;",
        "x^[note]",
        "[@doe99]",
        "a | b",
        "{{ x }}",
        "$$x$$",
        "[^a]",
        "<br>",
        "[x]{lang=fr}",
        "***",
        "a*b*c",
        "_x_",
    ] {
        let values = set(&[("v", value)]);
        for outline in [
            "slides:\n  - title: \"{{ v }}\"\n",
            "slides:\n  - text: \"{{ v }}\"\n",
            "slides:\n  - body: |\n      {{ v }}\n",
            "slides:\n  - bullets: [\"{{ v }}\"]\n",
            "slides:\n  - table: [[\"{{ v }}\"], [b]]\n",
            "slides:\n  - notes: \"{{ v }}\"\n    title: \"{{ v }}\"\n",
        ] {
            let outcome = Project::new(&[("slides.yaml", outline)]).lay_out(values.clone());
            // The text of a table is Markdown.
            let shown = outcome.text.replace("\\|", "|").lines().any(|line| {
                line == value
                    || line.strip_prefix("- ") == Some(value)
                    || line == format!("| {value} |")
            });
            assert!(shown, "{outline}{value}\n{}", outcome.text);
            assert_eq!(outcome.reports(), [""; 0], "{outline}{value}");
        }
    }
}

#[test]
fn values_add_no_yaml() {
    let values = set(&[("v", "a: b\n- c # d")]);
    let outline = "slides:\n  - title: \"{{ v }}\"\n    text: Water\n";
    let outcome = Project::new(&[("slides.yaml", outline)]).lay_out(values);
    assert!(outcome.text.contains("a: b"), "{}", outcome.text);
    assert!(outcome.text.contains("- c # d"), "{}", outcome.text);
    assert_eq!(outcome.reports(), [""; 0]);
}

#[test]
fn markup_around_values_works() {
    let outcome = lay_out_text(
        "vars: { city: \"*Jena*\", url: \"https://example.org/a_b_c\" }\nslides:\n  \
         - title: Links\n    text: \"**{{ city }}** and [{{ city }}]({{ url }})\"\n",
    );
    assert_eq!(outcome.reports(), [""; 0]);
    assert!(outcome.text.contains("*Jena* and *Jena*"), "{}", outcome.text);
    assert!(!outcome.text.contains("**"), "{}", outcome.text);
}

#[test]
fn braces_that_are_no_expressions_are_left_alone() {
    let outcome = lay_out_text(
        "slides:\n  - title: Braces\n    text: \"`{{ x }}` and \\\\{{ y }} and {{1, 2}}\"\n  \
         - body: |\n      ```\n      {{ code }}\n      ```\n  \
         - code: |\n      let a = {{ b }};\n  - math: \"\\\\frac{{a}}{{b}}\"\n  \
         - text: \"$\\\\frac{{a}}{{b}}$\"\n  - diagram: |\n      flowchart LR\n        a --> b{{Gateway}}\n",
    );
    assert_eq!(outcome.reports(), [""; 0]);
    for text in ["{{ x }} and {{ y }} and {{1, 2}}", "{{ code }}", "let a = {{ b }};"] {
        assert!(outcome.text.contains(text), "{text}\n{}", outcome.text);
    }
}

#[test]
fn expressions_work_in_paths_and_numbers_without_quotes_too() {
    let project = Project::new(&[(
        "slides.yaml",
        "vars: { city: jena, n: 3, width: 40% }\nslides:\n  - title: {{ city }}\n    \
         figure: { src: {{ city }}.svg, alt: \"A map of {{ city }}\", width: {{ width }} }\n  \
         - numbered: { start: {{ n }}, items: [{{ city }}, a {{ n }} b] }\n",
    )]);
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></svg>";
    project.write("jena.svg", svg.as_bytes());
    let outcome = project.lay_out(Values::default());
    assert!(
        outcome
            .reports()
            .iter()
            .all(|report| report.contains("E0110") || report.contains("quoted")),
        "{:?}",
        outcome.reports()
    );
    assert_eq!(outcome.pictures, ["jena.svg"]);
    assert!(outcome.text.contains("3. jena\n4. a 3 b"), "{}", outcome.text);
}

#[test]
fn an_unknown_name_is_reported_at_its_column() {
    let outcome = lay_out_text(
        "vars: { city: Jena }\nslides:\n  - title: Welcome, {{ city }} and {{ ctiy | upper }}\n",
    );
    assert_eq!(outcome.reports(), ["slides.yaml:3:39 E0138 `ctiy` has no value"]);
    assert_eq!(
        outcome.help(),
        "did you mean `city`?define it under `vars:` above `slides:`, or with `--set ctiy=…`"
    );
    let outcome = lay_out_text("slides:\n  - body: |\n      One\n\n      - two {{ three }}\n");
    assert_eq!(outcome.reports(), ["slides.yaml:5:16 E0138 `three` has no value"]);
}

#[test]
fn an_invalid_expression_is_reported_at_its_column() {
    let report = |title: &str| {
        let outline = format!("vars: {{ n: 1, l: [a] }}\nslides:\n  - title: '{title}'\n");
        lay_out_text(&outline).reports().join("\n")
    };
    assert!(report("{{ n | uper }}").starts_with("slides.yaml:3:20 E0139 there is no filter"));
    assert!(report("{{ n + }}").starts_with("slides.yaml:3:"), "{}", report("{{ n + }}"));
    assert!(report("{{ n + }}").contains("E0139"));
    assert!(report("a {{ n").starts_with("slides.yaml:3:15 E0141"));
    assert!(report("{{ l }}").contains("`l` is a list, not a text"));
    assert!(report("{{ n.x }}").contains("E0138 `n.x` has no value"));
    assert!(report("{{ range(9999999) | join }}").contains("E0139"));
}

#[test]
fn a_wrong_value_leads_to_where_it_was_given() {
    let outline = "vars: { w: wide }\nslides:\n  - numbered: { start: \"{{ w }}\", items: [a] }\n";
    let project = Project::new(&[("slides.yaml", outline), ("values.yaml", "a: b\nw: huge\n")]);
    let report = |values| project.lay_out(values).reports().join("\n");
    let found = report(Values::default());
    assert!(found.starts_with("slides.yaml:3:24 E0203 `start` must be"), "{found}");
    assert!(found.ends_with("(slides.yaml:1:12 the value of `w`)"), "{found}");
    assert!(report(set(&[("w", "broad")])).ends_with("(--set:1:3 the value of `w`)"));
    let files = vec![project.path().join("values.yaml")];
    let found = report(Values { files, ..Values::default() });
    assert!(found.contains("not `huge` (values.yaml:2:4 the value of `w`)"), "{found}");
}

#[test]
fn a_value_that_is_set_but_not_used_is_reported() {
    let project = Project::new(&[("slides.yaml", "slides:\n  - title: Welcome, {{ city }}\n")]);
    let outcome = project.lay_out(set(&[("city", "Jena"), ("ctiy", "Bonn")]));
    assert_eq!(outcome.reports(), ["--set:1:6 E0146 the outline has no `{{ ctiy }}`"]);
    assert!(outcome.help().contains("did you mean `city`?"));
}

#[test]
fn names_that_expressions_cannot_use_are_reported() {
    let outcome = lay_out_text("vars: { first-name: Ana, in: b }\nslides:\n  - title: A\n");
    assert_eq!(
        outcome.reports(),
        [
            "slides.yaml:1:9 E0144 `first-name` cannot be the name of a variable",
            "slides.yaml:1:26 E0144 `in` cannot be the name of a variable",
        ]
    );
    let outcome = lay_out_text("vars: [a, b]\nslides:\n  - title: A\n");
    assert_eq!(
        outcome.reports(),
        ["slides.yaml:1:7 E0144 variables must be names with values, not a list"]
    );
}
