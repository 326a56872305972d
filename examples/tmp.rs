use iqtibas::core::{evaluation::*,search::Engine};
use std::sync::Arc;
fn main(){
  for l in ["ar","en"]{
  let t=std::fs::read_to_string(format!("../shared/data/xquad.{l}.json")).unwrap();
  let (lib,qs)=dataset::squad(&t).unwrap();
  let lib=Arc::new(lib);
  let e=Engine::in_memory(lib.clone()).unwrap();
  let js:Vec<_>=qs.iter().map(|q|judge(&e,q).unwrap()).collect();
  for h in [dataset::Half::Tune,dataset::Half::Report]{
    let v:Vec<&Judgement>=js.iter().zip(&qs).filter(|(_,q)|q.half==h).map(|x|x.0).collect();
    let s=metrics::Summary::of(&v);
    println!("{l} {h:?} n={} h1={:.4} h3={:.4} mrr={:.4} hl={:.4} med={:?} p99={:?}",s.questions,s.hit_at_1,s.hit_at_3,s.mrr_at_10,s.highlight,s.median,s.p99);
  }
  let v:Vec<&Judgement>=js.iter().collect();
  let s=metrics::Summary::of(&v);
  println!("{l} ALL n={} h1={:.4} h3={:.4} mrr={:.4} hl={:.4} med={:?} p99={:?}",s.questions,s.hit_at_1,s.hit_at_3,s.mrr_at_10,s.highlight,s.median,s.p99);
  if std::env::args().nth(1).is_some(){ for (q,j) in qs.iter().zip(&js).filter(|(q,j)|q.half==dataset::Half::Tune && j.rank!=Some(1)).take(40){println!("{} {:?} {:?} {:?}",q.text,q.answers,q.gold,j.rank);} }
  }
}
