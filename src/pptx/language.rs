//! Languages as Office knows them: with a region. And what empty placeholders show in them.

use icu_locale::{Locale, LocaleExpander};

/// The likely regions and scripts of CLDR.
const LIKELY: LocaleExpander = LocaleExpander::new_common();

/// The regions of languages that Office takes for another one than CLDR does, and of those of
/// which a European deck means another one.
const REGIONS: [(&str, &str); 3] = [("ar", "SA"), ("en", "GB"), ("pt", "PT")];

/// The languages that have a script in their names in Office: they are written in two.
const SCRIPTED: [&str; 4] = ["az", "bs", "sr", "uz"];

/// Returns the name of a language (BCP 47) that Office knows. Unknown ones are unchanged.
pub(super) fn office_language(lang: &str) -> String {
    let unchanged = || lang.to_owned();
    let Ok(locale) = lang.replace('_', "-").parse::<Locale>() else { return unchanged() };
    let mut id = locale.id;
    if id.language.is_unknown() {
        return unchanged();
    }
    let language = match id.language.as_str() {
        // Norwegian is Bokmål in Office.
        "no" => "nb",
        "iw" => "he",
        own => own,
    }
    .to_owned();
    // Office has no groups of countries, such as 419.
    id.region = id.region.filter(|region| region.is_alphabetic());
    if id.region.is_none() {
        let own = REGIONS.iter().find(|(own, _)| *own == language);
        id.region = own.and_then(|(_, region)| region.parse().ok());
    }
    LIKELY.maximize(&mut id);
    match (id.script, id.region) {
        (Some(script), Some(region)) if SCRIPTED.contains(&language.as_str()) => {
            format!("{language}-{script}-{region}")
        }
        (_, Some(region)) => format!("{language}-{region}"),
        _ => unchanged(),
    }
}

/// What empty placeholders show.
#[derive(Debug)]
pub(super) struct PlaceholderPrompts {
    /// The language (ISO 639-1).
    language: &'static str,
    pub(super) title: &'static str,
    pub(super) subtitle: &'static str,
    pub(super) levels: [&'static str; 3],
}

/// The words of placeholders by language, as PowerPoint has them. English is the first.
const PROMPTS: [PlaceholderPrompts; 20] = [
    PlaceholderPrompts {
        language: "en",
        title: "Click to add title",
        subtitle: "Click to add subtitle",
        levels: ["First level", "Second level", "Third level"],
    },
    PlaceholderPrompts {
        language: "ar",
        title: "انقر لإضافة عنوان",
        subtitle: "انقر لإضافة عنوان فرعي",
        levels: ["المستوى الأول", "المستوى الثاني", "المستوى الثالث"],
    },
    PlaceholderPrompts {
        language: "cs",
        title: "Kliknutím přidáte nadpis",
        subtitle: "Kliknutím přidáte podnadpis",
        levels: ["První úroveň", "Druhá úroveň", "Třetí úroveň"],
    },
    PlaceholderPrompts {
        language: "da",
        title: "Klik for at tilføje en titel",
        subtitle: "Klik for at tilføje en undertitel",
        levels: ["Første niveau", "Andet niveau", "Tredje niveau"],
    },
    PlaceholderPrompts {
        language: "de",
        title: "Titel durch Klicken hinzufügen",
        subtitle: "Untertitel durch Klicken hinzufügen",
        levels: ["Erste Ebene", "Zweite Ebene", "Dritte Ebene"],
    },
    PlaceholderPrompts {
        language: "el",
        title: "Κάντε κλικ για να προσθέσετε τίτλο",
        subtitle: "Κάντε κλικ για να προσθέσετε υπότιτλο",
        levels: ["Πρώτο επίπεδο", "Δεύτερο επίπεδο", "Τρίτο επίπεδο"],
    },
    PlaceholderPrompts {
        language: "es",
        title: "Haga clic para agregar un título",
        subtitle: "Haga clic para agregar un subtítulo",
        levels: ["Primer nivel", "Segundo nivel", "Tercer nivel"],
    },
    PlaceholderPrompts {
        language: "fi",
        title: "Lisää otsikko napsauttamalla",
        subtitle: "Lisää alaotsikko napsauttamalla",
        levels: ["Ensimmäinen taso", "Toinen taso", "Kolmas taso"],
    },
    PlaceholderPrompts {
        language: "fr",
        title: "Cliquez pour ajouter un titre",
        subtitle: "Cliquez pour ajouter un sous-titre",
        levels: ["Premier niveau", "Deuxième niveau", "Troisième niveau"],
    },
    PlaceholderPrompts {
        language: "it",
        title: "Fare clic per aggiungere un titolo",
        subtitle: "Fare clic per aggiungere un sottotitolo",
        levels: ["Primo livello", "Secondo livello", "Terzo livello"],
    },
    PlaceholderPrompts {
        language: "ja",
        title: "クリックしてタイトルを追加",
        subtitle: "クリックしてサブタイトルを追加",
        levels: ["第 1 レベル", "第 2 レベル", "第 3 レベル"],
    },
    PlaceholderPrompts {
        language: "nb",
        title: "Klikk for å legge til en tittel",
        subtitle: "Klikk for å legge til en undertittel",
        levels: ["Første nivå", "Andre nivå", "Tredje nivå"],
    },
    PlaceholderPrompts {
        language: "nl",
        title: "Klik om een titel toe te voegen",
        subtitle: "Klik om een ondertitel toe te voegen",
        levels: ["Eerste niveau", "Tweede niveau", "Derde niveau"],
    },
    PlaceholderPrompts {
        language: "pl",
        title: "Kliknij, aby dodać tytuł",
        subtitle: "Kliknij, aby dodać podtytuł",
        levels: ["Pierwszy poziom", "Drugi poziom", "Trzeci poziom"],
    },
    PlaceholderPrompts {
        language: "pt",
        title: "Clique para adicionar um título",
        subtitle: "Clique para adicionar um subtítulo",
        levels: ["Primeiro nível", "Segundo nível", "Terceiro nível"],
    },
    PlaceholderPrompts {
        language: "ru",
        title: "Заголовок слайда",
        subtitle: "Подзаголовок слайда",
        levels: ["Первый уровень", "Второй уровень", "Третий уровень"],
    },
    PlaceholderPrompts {
        language: "sv",
        title: "Klicka för att lägga till en rubrik",
        subtitle: "Klicka för att lägga till en underrubrik",
        levels: ["Första nivån", "Andra nivån", "Tredje nivån"],
    },
    PlaceholderPrompts {
        language: "tr",
        title: "Başlık eklemek için tıklayın",
        subtitle: "Alt başlık eklemek için tıklayın",
        levels: ["Birinci düzey", "İkinci düzey", "Üçüncü düzey"],
    },
    PlaceholderPrompts {
        language: "uk",
        title: "Клацніть, щоб додати заголовок",
        subtitle: "Клацніть, щоб додати підзаголовок",
        levels: ["Перший рівень", "Другий рівень", "Третій рівень"],
    },
    PlaceholderPrompts {
        language: "zh-CN",
        title: "单击此处添加标题",
        subtitle: "单击此处添加副标题",
        levels: ["第一级", "第二级", "第三级"],
    },
];

impl PlaceholderPrompts {
    /// Returns the words in a language (BCP 47), or in English.
    pub(super) fn of(lang: &str) -> &'static Self {
        let name = office_language(lang);
        let is_own = |prompts: &&Self| {
            let rest = name.strip_prefix(prompts.language);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        PROMPTS.iter().find(is_own).unwrap_or(&PROMPTS[0])
    }

    /// Returns the language of the words in a deck in `own`, as Office knows it.
    pub(super) fn lang(&self, own: &str) -> String {
        let is_own = own.split('-').next() == self.language.split('-').next();
        office_language(if is_own { own } else { self.language })
    }
}

#[cfg(test)]
mod tests {
    use super::{PlaceholderPrompts, office_language};

    #[test]
    fn languages_have_a_region() {
        for (lang, expected) in [
            ("en", "en-GB"),
            ("en-US", "en-US"),
            ("de-at", "de-AT"),
            ("ar", "ar-SA"),
            ("zh", "zh-CN"),
            ("zh-Hans", "zh-CN"),
            ("zh-Hant", "zh-TW"),
            ("zh-Hant-HK", "zh-HK"),
            ("sr", "sr-Cyrl-RS"),
            ("sr-Latn", "sr-Latn-RS"),
            ("no", "nb-NO"),
            ("iw", "he-IL"),
            ("pt_br", "pt-BR"),
            ("cy", "cy-GB"),
            ("la", "la-VA"),
            ("az", "az-Latn-AZ"),
            ("en-Latn", "en-GB"),
            ("es-419", "es-ES"),
            ("tlh", "tlh"),
            ("", ""),
        ] {
            assert_eq!(office_language(lang), expected, "{lang}");
        }
    }

    #[test]
    fn prompts_are_in_the_language_of_the_deck() {
        let title = |lang| PlaceholderPrompts::of(lang).title;
        assert_eq!(title("de-CH"), "Titel durch Klicken hinzufügen");
        assert_eq!(title("zh-Hans"), "单击此处添加标题");
        assert_eq!([title("zh-TW"), title("ga")], ["Click to add title"; 2]);
        assert_eq!(PlaceholderPrompts::of("ga").lang("ga-IE"), "en-GB");
        assert_eq!(PlaceholderPrompts::of("en-US").lang("en-US"), "en-US");
    }
}
