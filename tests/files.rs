//! What `save` does with a path that is not a regular file, and what it leaves in the folder.

use mlp::prelude::*;
use std::fs;

mlp::network! {
    struct Net;
    input 2;
    dense 3 tanh;
    dense 1;
    loss mse;
}

fn names(folder: &std::path::Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn bytes_are_what_a_file_has() {
    let (folder, model) = (tempfile::tempdir().unwrap(), Net::init(1));
    let path = folder.path().join("net.safetensors");
    model.save(&path).unwrap();
    let bytes = fs::read(&path).unwrap();
    assert_eq!(model.to_bytes().unwrap(), bytes);
    assert!(Net::load_bytes(&bytes).unwrap() == model);
    assert!(Net::load_reader(fs::File::open(&path).unwrap()).unwrap() == model);
    assert!(Net::load(&path).unwrap() == model);
    let error = Net::load_bytes(&bytes[..20]).unwrap_err().to_string();
    assert!(error.starts_with("bytes: expected a whole safetensors file"), "{error}");
}

/// Files of a process that is gone are removed, those of one that writes are not, nor what is not of us.
#[test]
fn what_killed_programs_leave_is_removed() {
    let (folder, model) = (tempfile::tempdir().unwrap(), Net::init(1));
    for name in [".mlp-4194305-0", ".mlp-7", ".mlp-1-2", ".mlp-notes", ".mlp-1-2-3", ".mlp-", "mlp-1-2"] {
        fs::write(folder.path().join(name), "half").unwrap();
    }
    let writing = fs::File::options().write(true).open(folder.path().join(".mlp-1-2")).unwrap();
    writing.lock().unwrap();
    fs::create_dir(folder.path().join(".mlp-3-3")).unwrap();
    model.save(folder.path().join("net.safetensors")).unwrap();
    let kept = [".mlp-", ".mlp-1-2", ".mlp-1-2-3", ".mlp-3-3", ".mlp-notes", "mlp-1-2", "net.safetensors"];
    assert_eq!(names(folder.path()), kept);
    drop(writing);
    model.save(folder.path().join("net.safetensors")).unwrap();
    assert!(!names(folder.path()).contains(&".mlp-1-2".to_owned()));
}

/// Threads that save in one folder do not remove each other's files.
#[test]
fn threads_save_side_by_side() {
    let folder = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        for seed in 0..4 {
            let path = folder.path().join(format!("{seed}.safetensors"));
            scope.spawn(move || {
                for _ in 0..25 {
                    Net::init(seed).save(&path).unwrap();
                }
                assert!(Net::load(&path).unwrap() == Net::init(seed));
            });
        }
    });
    assert_eq!(names(folder.path()).len(), 4);
}

#[test]
fn what_is_not_a_file_is_left_as_it_is() {
    let (folder, model) = (tempfile::tempdir().unwrap(), Net::init(1));
    let error = model.save(folder.path()).unwrap_err().to_string();
    assert!(error.ends_with("expected a file to replace, found a folder, which is left as it is"), "{error}");
    let error = Net::load(folder.path()).unwrap_err().to_string();
    assert!(error.ends_with("expected a file, found a folder"), "{error}");
    assert!(model.save("").is_err() && model.save("/").is_err());
    assert!(model.save(folder.path().join("no such folder/net.safetensors")).is_err());
    assert!(names(folder.path()).is_empty());
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, symlink};

    use super::*;

    #[test]
    fn pipes_and_devices_are_refused() {
        let (folder, model) = (tempfile::tempdir().unwrap(), Net::init(1));
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let error = model.save(&pipe).unwrap_err().to_string();
        assert!(error.ends_with("found a pipe (FIFO), which is left as it is"), "{error}");
        assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
        // Nobody writes to it: reading would wait for ever.
        let error = Net::load(&pipe).unwrap_err().to_string();
        assert!(error.ends_with("found a pipe (FIFO): open it, and read it with `load_reader`"), "{error}");
        assert!(Trainer::new(&mut Net::init(1)).resume(&pipe).is_err());

        let link = folder.path().join("null");
        symlink("/dev/null", &link).unwrap();
        for path in [std::path::Path::new("/dev/null"), &link] {
            let error = model.save(path).unwrap_err().to_string();
            assert!(error.ends_with("found a device, which is left as it is"), "{error}");
            let set = Dataset::new(vec![[0.0, 1.0]], vec![[1.0]]).unwrap();
            let mut other = Net::init(2);
            let mut trainer = Trainer::new(&mut other).checkpoint(path);
            assert!(trainer.fit(&set).unwrap_err().to_string().ends_with("found a device, which is left as it is"));
            assert!(trainer.history().epochs().is_empty(), "before the first epoch");
        }
        assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    }

    #[test]
    fn links_are_followed() {
        let (folder, model) = (tempfile::tempdir().unwrap(), Net::init(1));
        let (inner, file) = (folder.path().join("inner"), folder.path().join("inner/net.safetensors"));
        fs::create_dir(&inner).unwrap();
        let (first, second) = (folder.path().join("first"), inner.join("second"));
        symlink("inner/second", &first).unwrap();
        symlink("net.safetensors", &second).unwrap();
        // Nothing is there yet: the link says where it belongs.
        model.save(&first).unwrap();
        assert!(Net::load(&file).unwrap() == model && first.is_symlink() && second.is_symlink() && !file.is_symlink());
        let other = Net::init(2);
        other.save(&first).unwrap();
        assert!(Net::load(&file).unwrap() == other && first.is_symlink() && second.is_symlink());

        let (here, there) = (folder.path().join("here"), folder.path().join("there"));
        symlink("there", &here).unwrap();
        symlink("here", &there).unwrap();
        let error = model.save(&here).unwrap_err().to_string();
        assert!(error.ends_with("found links that lead to each other"), "{error}");
    }

    #[test]
    fn permissions_stay_and_hard_links_part() {
        let (folder, model) = (tempfile::tempdir().unwrap(), Net::init(1));
        let (path, other) = (folder.path().join("net.safetensors"), folder.path().join("other"));
        model.save(&path).unwrap();
        for mode in [0o600, 0o640, 0o444, 0o755] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            model.save(&path).unwrap();
            assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, mode);
        }
        fs::hard_link(&path, &other).unwrap();
        Net::init(2).save(&path).unwrap();
        assert!(Net::load(&path).unwrap() == Net::init(2) && Net::load(&other).unwrap() == model);
    }
}

/// A process that is killed while it holds a file: its temporary file and its lock are dead with it.
#[cfg(unix)]
#[test]
fn a_killed_process_holds_nothing() {
    if let Some(path) = std::env::var_os("MLP_TRAINS_INTO") {
        let set = Dataset::new(vec![[0.0, 1.0]; 4], vec![[1.0]; 4]).unwrap();
        let mut model = Net::init(1);
        let trainer = Trainer::new(&mut model).epochs(usize::MAX).checkpoint(&path).callback(|_, _| {
            std::thread::sleep(std::time::Duration::from_millis(5));
        });
        { trainer }.fit(&set).unwrap();
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("training.safetensors");
    let test = std::env::current_exe().unwrap();
    let mut child = std::process::Command::new(test)
        .args(["a_killed_process_holds_nothing", "--exact"])
        .env("MLP_TRAINS_INTO", &path)
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    while !path.exists() {
        assert!(child.try_wait().unwrap().is_none(), "it trains");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let set = Dataset::new(vec![[0.0, 1.0]; 4], vec![[1.0]; 4]).unwrap();
    let mut model = Net::init(1);
    let error = Trainer::new(&mut model).checkpoint(&path).fit(&set).unwrap_err().to_string();
    assert!(error.contains(&format!("process {} is writing this checkpoint", child.id())), "{error}");
    child.kill().unwrap();
    child.wait().unwrap();
    Trainer::new(&mut model).checkpoint(&path).fit(&set).unwrap();
    assert_eq!(names(folder.path()), ["training.safetensors"]);
}
