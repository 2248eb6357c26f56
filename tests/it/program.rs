//! The built program and a home of its own for each test: what is typed goes in, the whole of
//! standard output, standard error and the exit code come out.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

/// How long a command may take before it is said to hang. Far more than any needs, as the machine
/// may be busy.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// The fixture files of every encoding, whole and broken, as they are named from the root of the
/// package, where commands run unless told otherwise.
pub const CORPUS: &str = "tests/corpus";

/// A phrase of it, 几点开, runs over the end of a line.
pub const FERRY: &str = "渡口的告示牌

渡口新立了一块告示牌，用红漆写着末班船几点
开。摆渡的老简不识字，请学徒念给他听，听完点
点头，照旧看水色开船。学徒问他万一误了钟点怎
么办，老简说，钟点是岸上的事，水色才是船的
事。

过了半个月，告示牌被雨淋得只剩一半。上半截写
着末班船，下半截是几道红漆印子，顺着木头往下
淌。等船的人站在牌子前面看了又看，谁也说不出
那是几点。

学徒想重新描一遍，老简不让。他说这样正好，要
走的人自己会来，不走的人看了钟点也不走。
";

pub const LAMP: &str = "巷口的灯

巷口那盏灯坏了三年，修灯的人来过两回，都说找不到开关。第三回来的是个學徒，\
他在渡口借过一夜宿，知道有的灯只认天黑。
";

static HOMES: AtomicU32 = AtomicU32::new(0);

/// A folder that is HOME and holds all XDG directories; it goes when the test ends.
pub struct Home {
    root: PathBuf,
}

impl Home {
    pub fn new() -> Self {
        let number = HOMES.fetch_add(1, Ordering::Relaxed);
        let name = format!("home-{}-{number}", std::process::id());
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&root).expect("the target folder is ours");
        Self { root }
    }

    /// The path of a name in this home.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Writes a file and the folders above it.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        let folder = path.parent().expect("a name in the home");
        std::fs::create_dir_all(folder).expect("writable");
        std::fs::write(&path, content).expect("writable");
        path
    }

    /// A library of two articles, one of them with its lines cut as a newspaper's column cuts them.
    pub fn with_books() -> Self {
        let home = Self::new();
        home.write("books/渡口.txt", FERRY);
        home.write("books/早报/灯.txt", LAMP);
        home
    }

    /// Makes an environment that holds nothing of the one the tests run in but the search path.
    pub fn environment(&self, command: &mut Command) {
        command.env_clear().env("HOME", &self.root).env("TERM", "xterm-256color");
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("LANG", "C.UTF-8");
        command
            .env("TMPDIR", &self.root)
            .env("EDITOR", format!("sh {}/editor", self.root.display()));
        for name in ["CONFIG", "DATA", "STATE", "CACHE"] {
            command.env(format!("XDG_{name}_HOME"), self.root.join(name.to_lowercase()));
        }
    }

    /// The program with arguments, run at the root of the package.
    pub fn command(&self, arguments: &[impl AsRef<OsStr>]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_duben"));
        self.environment(&mut command);
        command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null());
        command
    }

    /// Runs the program at the root of the package.
    pub fn run(&self, arguments: &[impl AsRef<OsStr>]) -> Ran {
        finish(&mut self.command(arguments), b"")
    }

    /// Runs the program in this home, so that paths are short and the same everywhere.
    pub fn run_here(&self, arguments: &[impl AsRef<OsStr>]) -> Ran {
        finish(self.command(arguments).current_dir(&self.root), b"")
    }

    /// Runs the program with text on its standard input.
    pub fn feed(&self, arguments: &[impl AsRef<OsStr>], input: &[u8]) -> Ran {
        finish(self.command(arguments).stdin(Stdio::piped()), input)
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.root);
    }
}

/// What a run of the program came to.
#[derive(Debug, PartialEq, Eq)]
pub struct Ran {
    pub out: String,
    pub err: String,
    pub code: Option<i32>,
}

impl Ran {
    /// Standard output of a run that did or found something and had nothing to complain of.
    #[track_caller]
    pub fn done(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (Some(0), ""), "{}", self.out);
        self.out
    }

    /// The complaint of a run that printed nothing and ended with `code`.
    #[track_caller]
    pub fn refused(self, code: i32) -> String {
        assert_eq!((self.code, self.out.as_str()), (Some(code), ""), "{}", self.err);
        self.err
    }

    /// Standard output of such a run as JSON Lines.
    #[track_caller]
    pub fn json(self) -> Vec<serde_json::Value> {
        let parse = |line: &str| serde_json::from_str(line).expect("a line is an object");
        self.done().lines().map(parse).collect()
    }
}

/// Runs a command to its end.
pub fn finish(command: &mut Command, input: &[u8]) -> Ran {
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    let id = Pid::from_child(&child);
    let pipe = child.stdin.take();
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        // A program that wants no input closes the pipe early.
        scope.spawn(move || pipe.map(|mut pipe| pipe.write_all(input)));
        scope.spawn(move || sender.send(child.wait_with_output()));
        let Ok(ended) = receiver.recv_timeout(PATIENCE) else {
            let _ = kill_process(id, Signal::KILL);
            panic!("{command:?} hangs");
        };
        let Output { status, stdout, stderr } = ended.expect("its output can be read");
        let text = |bytes| String::from_utf8(bytes).expect("duben writes UTF-8");
        Ran { out: text(stdout), err: text(stderr), code: status.code() }
    })
}
