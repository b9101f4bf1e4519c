//! The commands and environments of formulas, for suggestions and completion.

use std::sync::LazyLock;

/// The names of all commands, without the backslash, in order.
pub const COMMANDS: &str = include_str!("commands.txt");

/// Returns whether a formula can have this command, written without the backslash.
pub fn is_command(name: &str) -> bool {
    SORTED_COMMANDS.binary_search(&name).is_ok()
}

/// The names of all commands in the order of their bytes.
static SORTED_COMMANDS: LazyLock<Vec<&str>> = LazyLock::new(|| COMMANDS.lines().collect());

/// The commands that authors use most; they come first among equally similar ones.
pub(super) const COMMON_COMMANDS: [&str; 72] = [
    "frac",
    "sqrt",
    "sum",
    "int",
    "prod",
    "lim",
    "alpha",
    "beta",
    "gamma",
    "delta",
    "epsilon",
    "varepsilon",
    "zeta",
    "eta",
    "theta",
    "kappa",
    "lambda",
    "mu",
    "nu",
    "xi",
    "pi",
    "rho",
    "sigma",
    "tau",
    "phi",
    "varphi",
    "chi",
    "psi",
    "omega",
    "Gamma",
    "Delta",
    "Theta",
    "Lambda",
    "Sigma",
    "Phi",
    "Psi",
    "Omega",
    "infty",
    "partial",
    "nabla",
    "cdot",
    "times",
    "leq",
    "geq",
    "neq",
    "approx",
    "equiv",
    "in",
    "notin",
    "subset",
    "cup",
    "cap",
    "forall",
    "exists",
    "to",
    "rightarrow",
    "Rightarrow",
    "mapsto",
    "left",
    "right",
    "begin",
    "end",
    "text",
    "mathbb",
    "mathcal",
    "mathbf",
    "mathrm",
    "operatorname",
    "hat",
    "bar",
    "vec",
    "overline",
];

/// The names of all environments.
pub const ENVIRONMENTS: [&str; 33] = [
    "Bmatrix",
    "CD",
    "Vmatrix",
    "align",
    "align*",
    "alignat",
    "alignat*",
    "aligned",
    "alignedat",
    "array",
    "bmatrix",
    "bmatrix*",
    "cases",
    "darray",
    "dcases",
    "drcases",
    "equation",
    "equation*",
    "gather",
    "gather*",
    "gathered",
    "matrix",
    "matrix*",
    "pmatrix",
    "pmatrix*",
    "prooftree",
    "rcases",
    "smallmatrix",
    "split",
    "subarray",
    "vmatrix",
    "vmatrix*",
    "Vmatrix*",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{Formula, MathStyle};

    #[test]
    fn every_command_and_environment_is_known() {
        let unknown = |source: &str| {
            Formula::parse(source, MathStyle::Display)
                .err()
                .into_iter()
                .flatten()
                .any(|error| error.message.starts_with("unknown"))
        };
        assert!(COMMANDS.lines().is_sorted());
        for command in COMMANDS.lines() {
            assert!(is_command(command), "{command}");
            assert!(!unknown(&format!("\\{command}")), "{command}");
        }
        for name in ENVIRONMENTS {
            assert!(!unknown(&format!("\\begin{{{name}}}a\\end{{{name}}}")), "{name}");
        }
    }
}
