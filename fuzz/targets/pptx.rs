#![no_main]
#[path = "../../tests/mutation/targets.rs"]
#[allow(dead_code, reason = "the file has all targets")]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::read_pptx(bytes));
