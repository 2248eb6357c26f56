//! What commands come to: the methods of the application that `update` routes to, a file a subject.

mod marks;
mod overlays;
mod reading;
mod search;
