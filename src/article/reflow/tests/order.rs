//! Blocks that a program printed in another order than they are read in.

use super::{column, outline};

const FERRY: [&str; 4] = [
    "清晨的雾还没有散尽，渡船已经靠在码头边上，等着第一批过江的人，船工把缆绳一圈一圈地解开，又看了看天色，才吹响了汽笛。",
    "船票还是从前的价钱，月票可以用到年底，孩子和老人不用买票，推着车子的菜农多付一块钱，就能把菜一起带到对岸的集市上去卖。",
    "镇里打算把旧船修好，放在岸边，让来看江的人知道这里从前的样子，船工们说，只要有人过江，这条船就会一直开下去。",
    "渡船的汽笛还在，船工的孩子也还在码头上玩，过江的人说，只要听见汽笛，就知道船票没有白买，江对岸的集市就要开了。",
];

const STARS: [&str; 3] = [
    "山上的小学今年添了一架望远镜，孩子们第一次看见了土星的光环，老师把每个人看见的样子画在黑板上，谁也不肯先回家去。",
    "望远镜是退休的物理老师送来的，他说夜里没有灯光的地方才看得清星空，山上的孩子比城里的孩子更有福气，应当多看看。",
    "到了冬天，学校要办一个观星节，附近几个村子的孩子都可以来住一个晚上，棉被和姜汤由村里的妇女们准备，大家都盼着那天。",
];

/// The outline of a page on which the text about a ferry is torn after `lines`, and goes on below
/// another article under `title`, in a column of so many ems.
fn torn(lines: usize, title: &str, ems: usize) -> Vec<String> {
    let ferry = column(&FERRY, 15, "");
    let rest = ferry.lines().skip(lines).collect::<Vec<_>>().join("\n");
    let first = ferry.lines().take(lines).collect::<Vec<_>>().join("\n");
    let stars = column(&STARS, ems, "");
    outline(&format!("老渡口又有船了\n{first}\n\n{title}\n{stars}\n\n{rest}"))
}

#[test]
fn a_column_that_was_printed_last_is_read_where_it_goes_on() {
    let whole = outline(&format!("老渡口又有船了\n{}", column(&FERRY, 15, "")));
    for ems in [11, 15, 18] {
        let found = torn(10, "山里的孩子夜里看土星", ems);
        assert_eq!(found[..whole.len()], whole, "{ems}");
        assert_eq!(found[whole.len()], "T 山里的孩子夜里看土星", "{ems}");
    }
}

#[test]
fn a_headline_in_the_middle_of_a_sentence_is_taken_out() {
    let ferry = column(&FERRY, 15, "");
    let whole: Vec<&str> = ferry.lines().collect();
    for blank in ["", "\n"] {
        let text = format!(
            "{}\n{blank}过江的渡船\n{blank}{}\n",
            whole[..6].join("\n"),
            whole[6..].join("\n")
        );
        let found = outline(&text);
        assert_eq!(found[0], "T 过江的渡船");
        assert_eq!(found.len(), 1 + FERRY.len(), "{found:?}");
    }
}
