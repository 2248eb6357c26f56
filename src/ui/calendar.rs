//! The calendar of what was read: a column a week, a row a day of the week, a digit a day. It reads
//! without colours: `.` is nothing, `+` more than nine, and brackets stand around today.

use super::part::{Canvas, overlay, put};
use super::theme::{Role, Theme};
use crate::app::App;
use crate::layout::{self, Area};
use crate::notes::calendar::{Calendar, Day, weeks};
use crate::text::{Clean, Shown};

const WEEKDAYS: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];

/// Draws the weeks up to so many before this one; there is no caret.
pub fn draw(
    app: &App,
    weeks_back: usize,
    theme: &Theme,
    canvas: &mut Canvas<'_>,
) -> Option<(u16, u16)> {
    let area = layout::overlay(app.size);
    overlay(canvas, area, Shown::literal(" 阅读日历  k 往前 j 往后 "), theme);
    let inner = layout::inside(area);
    let (calendar, Some(today)) = app.calendar() else { return None };
    let end = today.before(7 * weeks_back as i64);
    let columns = layout::calendar_weeks(app.size);
    draw_weeks(&calendar, end, today, columns, inner, theme, canvas);
    for (y, line) in (inner.y + 9..inner.bottom()).zip(summary(&calendar, today)) {
        put(canvas, inner.x + 1, y, inner.right(), line.shown(), theme.style(Role::Text));
    }
    None
}

fn draw_weeks(
    calendar: &Calendar,
    end: Day,
    today: Day,
    columns: usize,
    area: Area,
    theme: &Theme,
    canvas: &mut Canvas<'_>,
) {
    for (y, name) in (area.y + 1..area.bottom()).zip(WEEKDAYS) {
        put(canvas, area.x + 1, y, area.right(), Shown::literal(name), theme.style(Role::Dim));
    }
    let mut named_until = 0;
    for (column, monday) in (0..).zip(weeks(end, columns)) {
        let x = area.x + layout::CALENDAR_DAYS_CELLS + layout::CALENDAR_WEEK_CELLS * column;
        // The month stands over the week that has its first day, where the last name ended.
        let sunday = monday.before(-6).text();
        let (month, day) = (sunday.get(..7).unwrap_or_default(), sunday.get(8..).unwrap_or("9"));
        if (day <= "07" || column == 0) && x >= named_until {
            let name = Clean::line(month);
            put(canvas, x, area.y, area.right(), name.shown(), theme.style(Role::Dim));
            named_until = x + 8;
        }
        for (y, weekday) in (area.y + 1..area.bottom()).zip(0..7) {
            let day = monday.before(-weekday);
            if day <= today {
                let count = calendar.count(day);
                let role = if count > 0 { Role::MatchInList } else { Role::Dim };
                let sign = sign(count, day == today);
                put(canvas, x, y, area.right(), sign.shown(), theme.style(role));
            }
        }
    }
}

/// The sign of a day.
fn sign(count: usize, is_today: bool) -> Clean {
    let sign = match count {
        0 => ".".to_owned(),
        1..=9 => count.to_string(),
        _ => "+".to_owned(),
    };
    Clean::line(&if is_today { format!("[{sign}]") } else { format!(" {sign} ") })
}

/// How much, and how many days in a row.
fn summary(calendar: &Calendar, today: Day) -> [Clean; 2] {
    let streaks = calendar.streaks(today);
    let month = Day::parse(&format!("{}-01", today.text().get(..7).unwrap_or_default()));
    let in_month = month.map_or(0, |first| calendar.between(first, today));
    [
        Clean::line(&format!(
            "今天 {} 篇 · 本月 {in_month} 篇 · 读过 {} 天",
            calendar.count(today),
            calendar.days()
        )),
        Clean::line(&format!("连续 {} 天 · 最长 {} 天", streaks.current, streaks.longest)),
    ]
}
