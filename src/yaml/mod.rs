//! YAML text → [`Node`] tree with spans. The only module that knows the YAML library.
