fn main() -> std::process::ExitCode {
    duben::main()
}
