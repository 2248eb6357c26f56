//! The reader's own editor for a long note. In comes a text, out comes what it was made into, or a
//! sentence that says where it is. Refuses to know whose screen it is meanwhile.

use std::io;
use std::os::fd::OwnedFd;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};

use rustix::process::{Pid, Signal, kill_process};

use crate::app::told;
use crate::disk::store::Draft;
use crate::library;
use crate::text::Clean;

/// What POSIX has where neither variable is set.
const USUAL: &str = "vi";

/// What a shell answers that finds no such program.
const NOT_FOUND: i32 = 127;

/// An editor that is open.
pub struct Editing {
    draft: Draft,
    program: String,
    process: Option<Pid>,
}

impl Editing {
    /// Opens the editor that the environment names, on a private file with this text. The process
    /// is to be waited for.
    pub fn open(
        text: &str,
        keyboard: OwnedFd,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<(Self, Child), Clean> {
        let set = |name: &str| variable(name).filter(|value| !value.trim().is_empty());
        let program = set("VISUAL").or_else(|| set("EDITOR")).unwrap_or_else(|| USUAL.to_owned());
        // The first is the reader's alone, and in memory (XDG Base Directory Specification 0.8).
        let own = set("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|own| own.is_absolute());
        let folders: Vec<PathBuf> = own.into_iter().chain([std::env::temp_dir()]).collect();
        let draft =
            Draft::new(&folders, text).map_err(|fault| told::in_chinese(&fault.sentence))?;
        // The variable is a piece of shell, as git and less take it; the file is an argument.
        let child = Command::new("sh")
            .args(["-c", &format!("{program} \"$@\""), &program])
            .arg(draft.path())
            .stdin(Stdio::from(keyboard))
            .spawn()
            .map_err(|error| Clean::line(&format!("打不开编辑器 {program}：{error}")))?;
        let process = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        Ok((Self { draft, program, process }, child))
    }

    /// Takes the text back from an editor that has ended. What was written in one that failed stays
    /// in its file.
    pub fn end(self, ended: io::Result<ExitStatus>) -> Result<String, Clean> {
        let why = match ended {
            Ok(status) if status.success() => match self.draft.read() {
                Ok(text) => return Ok(text),
                Err(fault) => fault.sentence,
            },
            Ok(status) if status.code() == Some(NOT_FOUND) => {
                format!("没有编辑器 {}：设 $VISUAL 或 $EDITOR", self.program)
            }
            Ok(status) => match status.code() {
                Some(code) => format!("编辑器以 {code} 退出，批注未动"),
                None => "编辑器被杀，批注未动".to_owned(),
            },
            Err(error) => format!("编辑器：{error}，批注未动"),
        };
        if !self.draft.is_changed() {
            return Err(Clean::line(&why));
        }
        let kept = library::shown(self.draft.keep());
        Err(Clean::line(&format!("{why}；写下的在 {kept}")))
    }

    /// What is in the file while the editor has not ended, and an end to the editor: the program
    /// must go.
    pub fn abandon(self) -> Option<String> {
        if let Some(process) = self.process {
            // It may have ended by itself.
            let _ = kill_process(process, Signal::TERM);
        }
        self.draft.read().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What becomes of 水位 in an editor that is this piece of shell.
    fn edited(program: &str) -> Result<String, Clean> {
        let (reader, _) = io::pipe().expect("a pipe");
        let variable = |name: &str| (name == "EDITOR").then(|| program.to_owned());
        let (editing, mut child) = Editing::open("水位", reader.into(), variable)?;
        let ended = child.wait();
        editing.end(ended)
    }

    #[test]
    fn an_editor_changes_the_text() {
        assert_eq!(edited("printf 高了 >>"), Ok("水位高了".to_owned()));
        assert_eq!(
            edited("sh -c 'echo \"$1\" | grep -q note.md$ && : > \"$1\"' x"),
            Ok(String::new())
        );
    }

    #[test]
    fn one_that_fails_loses_nothing() {
        let why = edited("false").expect_err("it failed");
        assert_eq!(why.as_str(), "编辑器以 1 退出，批注未动");
        let why = edited("duben-has-no-such-editor").expect_err("it is not there");
        assert!(why.contains("没有编辑器 duben-has-no-such-editor"), "{why}");
        let why = edited("rm").expect_err("the file is gone");
        assert!(why.contains("cannot read"), "{why}");
        // What it wrote before it failed is kept, and told where.
        let why = edited("sh -c 'echo 高了 > \"$1\"; exit 3' x").expect_err("it failed");
        let (says, path) = why.split_once("；写下的在 ").expect("says where");
        assert_eq!(says, "编辑器以 3 退出，批注未动");
        let kept = std::path::Path::new(path);
        assert_eq!(std::fs::read(kept).expect("there"), "高了\n".as_bytes());
        std::fs::remove_dir_all(kept.parent().expect("a folder")).expect("removed");
    }
}
