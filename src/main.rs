//! The program: its command line, and how it ends.

use std::process::ExitCode;

use clap::Parser;
use iqtibas::cli::{self, arguments::Cli};

fn main() -> ExitCode {
    match cli::run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.is_closed_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            // An error's text holds that of its causes, so they are not printed again.
            eprintln!("iqtibas: {error}");
            ExitCode::FAILURE
        }
    }
}
