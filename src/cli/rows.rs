//! `--data`: one deck for each row of a table.

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use plenary::assets::{self, Stamp};
use plenary::diagnostic::{Code, Diagnostic, Severity};
use plenary::source::Sources;
use plenary::template::{DataRow, FileNamer, Table, TableError, Values};

use super::error::CliError;
use super::messages::MessageArgs;
use super::progress::ProgressLine;
use super::terminal::{self, pluralize};
use super::{FAILURE, SUCCESS};

/// Options for a deck per row.
#[derive(clap::Args)]
#[command(next_help_heading = "Many decks")]
pub(crate) struct RowArgs {
    /// Make a deck for each row of this table: CSV, TSV, JSON Lines or an Excel workbook
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,

    /// Use this sheet of the workbook [default: the only one with cells]
    #[arg(long, value_name = "NAME", requires = "data")]
    sheet: Option<String>,

    /// Write a line of JSON about each row to this file
    #[arg(long, value_name = "FILE", requires = "data")]
    report: Option<PathBuf>,

    /// Skip the decks that exist and are newer than the outline and the table
    #[arg(long, requires = "data")]
    resume: bool,

    /// List the files that would be written, and write nothing
    #[arg(long, requires = "data")]
    dry_run: bool,
}

impl RowArgs {
    /// Returns the table as an input, which no deck may overwrite.
    pub(crate) fn table_input(&self) -> Option<(PathBuf, Stamp)> {
        self.data.clone().map(|path| {
            let stamp = Stamp::of(&path);
            (path, stamp)
        })
    }
}

/// The decks of a table.
pub(crate) struct RowRun<'a> {
    pub args: &'a RowArgs,
    /// The path of each deck, with expressions.
    pub pattern: &'a Path,
    /// The outline.
    pub outline: &'a Path,
    /// The values besides those of the rows.
    pub values: Values,
    pub messages: MessageArgs,
    pub quiet: bool,
}

/// The result of writing the deck of one row.
pub(crate) struct RowResult {
    /// The number of pages and of bytes; `None` if nothing was written.
    pub written: Option<(usize, usize)>,
    pub diagnostics: Vec<Diagnostic>,
    pub sources: Sources,
    /// The files that the deck uses.
    pub dependencies: Vec<(PathBuf, Stamp)>,
}

/// What became of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RowStatus {
    Written,
    Current,
    Failed,
}

/// Renders a deck for each row with `render`, which gets the values and the path of the deck.
pub(crate) fn run(
    run: &RowRun,
    render: &(dyn Fn(Values, &Path) -> RowResult + Sync),
) -> Result<u8, CliError> {
    let data = run.args.data.as_deref().unwrap_or(Path::new(""));
    let pattern = run.pattern.to_string_lossy();
    let namer = FileNamer::new(&pattern, &run.values);
    if !namer.has_expressions() {
        return Err(CliError::usage("with `--data`, each row needs a file name of its own")
            .with_help("name a column in `-o`, such as `-o 'out/{{ city | slug }}.pdf'`"));
    }
    if let Some(report) = &run.args.report {
        let inputs = run.args.table_input().into_iter().collect::<Vec<_>>();
        let named = run.values.files.iter().map(PathBuf::as_path).chain([run.outline]);
        let is_named = named.into_iter().any(|input| assets::is_same_file(report, input));
        if is_named || assets::find_overwritten_input([report.as_path()], &inputs).is_some() {
            return Err(overwritten_by_report(report));
        }
    }
    let Some(count) = check_rows(run, data, &namer)? else { return Ok(FAILURE) };
    if run.args.dry_run {
        return Ok(if count.failed == 0 { SUCCESS } else { FAILURE });
    }
    let mut table = match Table::open(data, run.args.sheet.as_deref()) {
        Ok(table) => table.enumerate(),
        Err(error) => return Ok(report_table_error(run, error)),
    };
    let is_progress_wanted = !run.quiet && run.messages.is_human_readable();
    let shared = Mutex::new(RowLog {
        records: Vec::new(),
        warnings: BTreeSet::new(),
        inputs: HashMap::new(),
        progress: ProgressLine::new("decks", count.rows, is_progress_wanted),
    });
    let rows = Mutex::new(&mut table);
    let work = || {
        loop {
            let next = rows.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((index, row)) = next else { break };
            let record = render_row(run, row, &namer, render, &shared);
            shared.lock().unwrap_or_else(PoisonError::into_inner).add(index, record);
        }
    };
    let workers = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| {
        for _ in 0..workers.min(count.rows.max(1)) {
            // Each worker lays out on its own thread: no row waits for the slides of another.
            let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build();
            scope.spawn(|| match pool {
                Ok(pool) => pool.install(work),
                Err(_) => work(),
            });
        }
    });
    let mut log = shared.into_inner().unwrap_or_else(PoisonError::into_inner);
    log.progress.clear();
    if let Some(report) = &run.args.report {
        let inputs: Vec<(PathBuf, Stamp)> = log.inputs.drain().collect();
        if assets::find_overwritten_input([report.as_path()], &inputs).is_some() {
            return Err(overwritten_by_report(report));
        }
        assets::write_file(report, log.report_lines().as_bytes())?;
    }
    if !run.quiet && run.messages.is_human_readable() {
        terminal::print_message(&log.summary());
    }
    Ok(if log.count(RowStatus::Failed) == 0 { SUCCESS } else { FAILURE })
}

fn overwritten_by_report(report: &Path) -> CliError {
    let headline =
        format!("the report would overwrite `{}`, which the decks use", report.display());
    CliError::usage(headline).with_help("name another file with `--report`")
}

/// The number of rows, and of those without a usable name.
struct RowCount {
    rows: usize,
    failed: usize,
}

/// Reads all rows once, before anything is written: counts them and refuses equal names. Returns
/// `None` if the table cannot be used, which was reported.
fn check_rows(run: &RowRun, data: &Path, namer: &FileNamer) -> Result<Option<RowCount>, CliError> {
    let table = match Table::open(data, run.args.sheet.as_deref()) {
        Ok(table) => table,
        Err(error) => {
            report_table_error(run, error);
            return Ok(None);
        }
    };
    let mut count = RowCount { rows: 0, failed: 0 };
    let mut lines: HashMap<u64, usize> = HashMap::new();
    let mut duplicates = 0;
    for row in table {
        count.rows += 1;
        let row = match row {
            Ok(row) => Arc::new(row),
            Err(error) => {
                count.failed += 1;
                if run.args.dry_run {
                    report_table_error(run, error);
                }
                continue;
            }
        };
        let name = match namer.name_row(&row) {
            Ok(name) => name,
            Err((diagnostics, sources)) => {
                count.failed += 1;
                if run.args.dry_run {
                    run.messages.print_diagnostics(&diagnostics, &sources);
                }
                continue;
            }
        };
        if run.args.report.as_deref().is_some_and(|report| report == Path::new(&name)) {
            return Err(CliError::usage(format!("the report and a deck would both be `{name}`"))
                .with_help("name another file with `--report`"));
        }
        let line = line_of(&row);
        if let Some(first) = lines.insert(hash_name(&name), line) {
            duplicates += 1;
            let (diagnostic, sources) = duplicate_error(&name, first, &row);
            run.messages.print_diagnostics(&[diagnostic], &sources);
            lines.insert(hash_name(&name), first);
        } else if run.args.dry_run {
            terminal::write_result(format!("{name}\n").as_bytes())?;
        }
    }
    if count.rows == 0 {
        return Err(CliError::failure(format!("`{}` has no rows", data.display()))
            .with_help("write a row for each deck below the names of the columns"));
    }
    Ok((duplicates == 0).then_some(count))
}

/// Returns the line of a row in its table.
fn line_of(row: &DataRow) -> usize {
    row.source.position(0).line
}

/// Returns a hash of a name that is the same for names that some file systems do not tell apart.
fn hash_name(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.to_lowercase().hash(&mut hasher);
    hasher.finish()
}

fn duplicate_error(name: &str, first: usize, row: &DataRow) -> (Diagnostic, Sources) {
    let mut sources = Sources::default();
    let id = sources.add(row.source.clone());
    let span = plenary::source::Span::new(id, 0, row.source.text.len());
    let message =
        format!("two rows have the file name `{name}`: this one and that in line {first}");
    let diagnostic = Diagnostic::error(Code::InvalidFileName, message, span)
        .with_help("add a column to `-o` that tells them apart; nothing was written");
    (diagnostic, sources)
}

fn report_table_error(run: &RowRun, error: TableError) -> u8 {
    run.messages.print_diagnostics(&[error.diagnostic], &error.sources);
    FAILURE
}

/// What became of a row, for the report.
struct RowRecord {
    line: usize,
    file: String,
    status: RowStatus,
    pages: usize,
    bytes: usize,
    messages: Vec<String>,
}

fn render_row(
    run: &RowRun,
    row: Result<DataRow, TableError>,
    namer: &FileNamer,
    render: &(dyn Fn(Values, &Path) -> RowResult + Sync),
    log: &Mutex<RowLog>,
) -> RowRecord {
    let row = match row {
        Ok(row) => Arc::new(row),
        Err(TableError { diagnostic, sources }) => {
            let place = diagnostic.span;
            let line = place.map_or(0, |span| sources.get(span.source).position(0).line);
            return record_failure(run, line, String::new(), &[diagnostic], &sources, log);
        }
    };
    let line = line_of(&row);
    let name = match namer.name_row(&row) {
        Ok(name) => name,
        Err((diagnostics, sources)) => {
            return record_failure(run, line, String::new(), &diagnostics, &sources, log);
        }
    };
    let path = PathBuf::from(&name);
    let record = RowRecord {
        line,
        file: name,
        status: RowStatus::Current,
        pages: 0,
        bytes: 0,
        messages: Vec::new(),
    };
    if run.args.resume && is_current(&path, run) {
        return record;
    }
    let values = Values { row: Some(row), ..run.values.clone() };
    let RowResult { written, diagnostics, sources, dependencies } = render(values, &path);
    if run.args.report.is_some() {
        log.lock().unwrap_or_else(PoisonError::into_inner).inputs.extend(dependencies);
    }
    let Some((pages, bytes)) = written else {
        return record_failure(run, line, record.file, &diagnostics, &sources, log);
    };
    print_diagnostics(run, &record.file, &diagnostics, &sources, log);
    let messages = diagnostics.iter().map(|diagnostic| diagnostic.message.clone()).collect();
    RowRecord { status: RowStatus::Written, pages, bytes, messages, ..record }
}

/// Whether a deck is newer than everything that is named on the command line.
fn is_current(path: &Path, run: &RowRun) -> bool {
    let made = Stamp::of(path);
    let data = run.args.data.as_deref();
    let inputs = data.into_iter().chain([run.outline]);
    let mut inputs = inputs.chain(run.values.files.iter().map(PathBuf::as_path));
    made.exists() && inputs.all(|input| !made.is_older_than(&Stamp::of(input)))
}

fn record_failure(
    run: &RowRun,
    line: usize,
    file: String,
    diagnostics: &[Diagnostic],
    sources: &Sources,
    log: &Mutex<RowLog>,
) -> RowRecord {
    print_diagnostics(run, &file, diagnostics, sources, log);
    let errors = diagnostics.iter().filter(|found| found.severity == Severity::Error);
    let messages = errors.map(|error| error.message.clone()).collect();
    RowRecord { line, file, status: RowStatus::Failed, pages: 0, bytes: 0, messages }
}

/// Prints the diagnostics of a row. A warning that another row has, too, is printed once.
fn print_diagnostics(
    run: &RowRun,
    file: &str,
    diagnostics: &[Diagnostic],
    sources: &Sources,
    log: &Mutex<RowLog>,
) {
    let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
    let is_new = |diagnostic: &&Diagnostic| {
        diagnostic.severity == Severity::Error
            || log.warnings.insert(format!("{:?}{}", diagnostic.span, diagnostic.message))
    };
    let printed: Vec<Diagnostic> = diagnostics.iter().filter(is_new).cloned().collect();
    if printed.is_empty() {
        return;
    }
    log.progress.clear();
    if run.messages.is_human_readable() && !file.is_empty() {
        terminal::print_message(&format!("{file}:"));
    }
    run.messages.print_diagnostics(&printed, sources);
}

/// The records of all rows so far.
struct RowLog {
    records: Vec<(usize, RowRecord)>,
    /// The warnings that were printed.
    warnings: BTreeSet<String>,
    /// The files that the decks use.
    inputs: HashMap<PathBuf, Stamp>,
    progress: ProgressLine,
}

impl RowLog {
    fn add(&mut self, index: usize, record: RowRecord) {
        self.records.push((index, record));
        self.progress.advance();
    }

    fn count(&self, status: RowStatus) -> usize {
        self.records.iter().filter(|(_, record)| record.status == status).count()
    }

    fn summary(&self) -> String {
        let bytes: usize = self.records.iter().map(|(_, record)| record.bytes).sum();
        let mut parts = vec![format!("{} written", self.count(RowStatus::Written))];
        for (status, what) in [(RowStatus::Current, "current"), (RowStatus::Failed, "failed")] {
            let count = self.count(status);
            if count > 0 {
                parts.push(format!("{count} {what}"));
            }
        }
        let rows = pluralize(self.records.len(), "row");
        format!("{rows}: {}, {} kB", parts.join(", "), bytes.div_ceil(1000))
    }

    /// Returns a line of JSON for each row, in the order of the table.
    fn report_lines(&self) -> String {
        let mut records: Vec<&(usize, RowRecord)> = self.records.iter().collect();
        records.sort_by_key(|(index, _)| *index);
        let line = |(_, record): &(usize, RowRecord)| {
            let status = match record.status {
                RowStatus::Written => "written",
                RowStatus::Current => "current",
                RowStatus::Failed => "failed",
            };
            let line = serde_json::json!({
                "line": record.line,
                "file": record.file,
                "status": status,
                "pages": record.pages,
                "bytes": record.bytes,
                "messages": record.messages,
            });
            format!("{line}\n")
        };
        records.into_iter().map(line).collect()
    }
}
