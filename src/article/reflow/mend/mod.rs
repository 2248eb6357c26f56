//! Lines as a program left them to lines as the page has them. In comes text, out comes the same text
//! with its lines whole and its columns one below the other. Refuses to drop what is text.

pub mod broken;
pub mod glued;
pub mod gutter;
pub mod joined;
pub mod linked;
pub mod shattered;
pub mod terminal;
pub mod woven;
