use iqtibas::core::knowledge::import::*;
fn main(){ let t=std::fs::read_to_string("../shared/seed/article.txt").unwrap();
let i=import(&t,Format::Text,"x").unwrap(); std::fs::write("knowledge/altman-a16z.ar.md",&i.markdown).unwrap();
for d in &i.dropped{ println!("{}: {} — {}",d.line,d.reason,d.text.chars().take(50).collect::<String>()); } println!("{} {}",i.passages,i.key_points);}
