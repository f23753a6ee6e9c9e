//! CSV: what is read, and what the error says for each mistake in a file.
#![cfg(feature = "csv")]

use mlp_runtime::Dataset;
use mlp_runtime::data::FromCells;

fn load<const N: usize, Y: FromCells>(
    text: impl AsRef<[u8]>,
    targets: &[&str],
) -> Result<Dataset<[f32; N], Y>, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    std::fs::write(&path, text).unwrap();
    Dataset::from_csv(&path, targets)
        .map_err(|error| error.to_string().replace(&format!("{}/", folder.path().display()), ""))
}

#[test]
fn other_columns_are_inputs() {
    let data = load::<2, [f32; 1]>("a,y,b\n1, 2 ,3\r\n\n\"4\",-5e-1,6\n", &["y"]).unwrap();
    assert_eq!(data.inputs(), [[1.0, 3.0], [4.0, 6.0]]);
    assert_eq!(data.targets(), [[2.0], [-0.5]]);
    let data = load::<1, [f32; 2]>("\u{feff}a,y,b\n1,2,3", &["b", "a"]).unwrap();
    assert_eq!(data.targets(), [[3.0, 1.0]]);
}

#[test]
fn chosen_columns_and_classes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    std::fs::write(&path, "id,a,class,b\nx7,1,2,3\n").unwrap();
    let data: Dataset<[f64; 2], usize> = Dataset::from_csv_columns(&path, &["b", "a"], &["class"]).unwrap();
    assert_eq!((data.inputs(), data.targets()), (&[[3.0, 1.0]][..], &[2][..]));
}

#[test]
fn each_mistake_is_named() {
    let fails = |text: &str| load::<2, [f32; 1]>(text, &["y"]).unwrap_err();
    assert_eq!(fails("a,b,z\n1,2,3\n"), "a.csv: expected a column `y`, found `a`, `b`, `z`");
    assert_eq!(fails("a,y,y\n1,2,3\n"), "a.csv: expected one column `y`, found several");
    assert_eq!(fails("a,b,c,y\n1,2,3,4\n"), "a.csv: expected 2 input columns, found 3: `a`, `b`, `c`");
    assert_eq!(fails("a,b,y\n1,2,3\n4,5\n"), "a.csv: line 3: expected 3 cells, one for each column, found 2");
    assert_eq!(fails("a,b,y\n1,two,3\n"), "a.csv: line 2, column `b`: expected a number, found `two`");
    assert_eq!(fails("a,b,y\n1,2,3\n\n4,5,\n"), "a.csv: line 4, column `y`: expected a number, found an empty cell");
    assert_eq!(fails("a,b,y\n1,2,NaN\n"), "a.csv: line 2, column `y`: expected a finite number, found `NaN`");
    assert_eq!(fails("a,b,y\n1e39,2,3\n"), "a.csv: line 2, column `a`: expected a finite number, found `1e39`");
    assert_eq!(fails("a,b,y\n"), "a.csv: expected rows below the column names, found none");
    assert_eq!(fails(""), "a.csv: expected a column `y`, found none");
    assert_eq!(
        load::<2, [f32; 1]>(b"a,b,y\n1,\xff,3\n", &["y"]).unwrap_err(),
        "a.csv: line 2: expected text in UTF-8, but cell 2 is not"
    );
}

/// As pandas writes a column of numbers with gaps and one of booleans, NumPy's `savetxt`, and R.
#[test]
fn classes_as_other_programs_write_them() {
    for (cells, classes) in [
        (["0.0", "1.0", "2.0"], [0, 1, 2]),
        (["0.000000000000000000e+00", "1.000000000000000000e+00", "1.200000000000000000e+01"], [0, 1, 12]),
        (["True", "False", "True"], [1, 0, 1]),
        (["TRUE", "FALSE", "true"], [1, 0, 1]),
    ] {
        let text = format!("a,y\n1,{}\n2,{}\n3,{}\n", cells[0], cells[1], cells[2]);
        assert_eq!(load::<1, usize>(&text, &["y"]).unwrap().targets(), classes);
        let numbers = classes.map(|class| [class as f32]);
        assert_eq!(load::<1, [f32; 1]>(&text, &["y"]).unwrap().targets(), numbers);
        assert_eq!(load::<1, usize>(text.replace("a,y", "y,a"), &["y"]).unwrap().inputs(), numbers);
    }
}

#[test]
fn classes_are_numbers_from_zero() {
    for cell in ["iris", "-1", "1.5", "-1.0", "nan", "inf", "1e300", "yes", "truth"] {
        assert_eq!(
            load::<1, usize>(format!("a,y\n1,{cell}\n"), &["y"]).unwrap_err(),
            format!("a.csv: line 2, column `y`: expected a class number (0, 1, 2, …), found `{cell}`")
        );
    }
    assert_eq!(
        load::<1, usize>("a,b,y\n1,2,3\n", &["b", "y"]).unwrap_err(),
        "a.csv: expected 1 target columns, found 2: `b`, `y`"
    );
}
