use proptest::prelude::*;

use super::super::rules::{forms, word_form};
use super::*;
use crate::core::Language;

fn meet(left: &str, right: &str) -> bool {
    let right = roots(&word_form(right));
    roots(&word_form(left)).iter().any(|root| right.contains(root))
}

/// Pairs, one a line or parted by a comma, that are wrong.
fn wrong(pairs: &str, expected: bool) -> Vec<&str> {
    let pairs = pairs.split([',', '\n', '،']).map(str::trim).filter(|pair| !pair.is_empty());
    let is_wrong = |pair: &&str| {
        let (left, right) = pair.split_once(' ').expect("a pair");
        meet(left, right) != expected
    };
    pairs.filter(is_wrong).collect()
}

#[test]
fn arabic_words_of_one_derivation_meet() {
    let pairs = "
        إعلان الإعلانات, خطأ أخطأ, خطأ مخطئ, حماس متحمس, ثقة واثق, قيد قيود, علم علماء, بيولوجيا أحياء
        بيولوجية بيولوجيا, كتاب كتب, كتاب مكتبة, كاتب كتاب, مدرسة مدارس, درس مدرسة, معلم تعليم, تعلم علم
        شركة شركات, شريك شركاء, مشروع مشاريع, مصنع مصانع, قانون قوانين, صندوق صناديق, فكرة أفكار
        تفكير فكرة, خبر أخبار, سوق أسواق, سعر أسعار, نوع أنواع, باب أبواب, حال أحوال, مال أموال, قلم أقلام
        بيت بيوت, حد حدود, حق حقوق, فن فنون, سر أسرار, خط خطوط, وزير وزراء, وزارة وزير, أمير أمراء, شاعر شعراء
        شعر شاعر, طالب طلاب, عامل عمال, تاجر تجار, تجارة تاجر, ساكن سكان, حاكم حكام, حكومة حاكم, صديق أصدقاء
        غني أغنياء, نبي أنبياء, مستثمر استثمار, يستثمر استثمارات, مستخدم استخدام, مستقبل استقبال
        تقرير تقارير, تجربة تجارب, تفسير مفسر, تطور تطوير, تدريب متدرب, تنظيم منظم, تغيير يتغير
        تعاون متعاون, تنافس منافسة, مشاركة يشارك, مساعدة ساعد, مفاوضات تفاوض, محاولة يحاول, مقاتل قتال
        انفجار انفجر, انتشار ينتشر, انتشار نشر, اقتصاد اقتصادي, اكتشاف كشف, اكتشاف يكتشف, اختراع مخترع
        اجتماع مجتمع, اجتماع يجتمع, اصطناعي صنع, ارتفاع مرتفع, ارتفاع رفع, انخفاض منخفض, افتتاح فتح
        قرار قرر, قرار قرارات, صراع صراعات, رسالة رسائل, وسيلة وسائل, خزينة خزائن, حديقة حدائق
        نتيجة نتائج, قبيلة قبائل, عنصر عناصر, برنامج برامج, مترجم ترجمة, جبل جبال, رجل رجال, جمل جمال, نهر أنهار
        بحر بحار, شهر شهور, حرب حروب, جيش جيوش, سيف سيوف, قلب قلوب, ملك ملوك, بنك بنوك, علم علوم, دين أديان
        لون ألوان, طريق طرق, سفينة سفن, ضغط ضغوط, ضمان يضمن, بيان بيانات, نجاح ناجح, نجاح ينجح, فشل فاشل
        ذكاء ذكي, غضب غاضب, فرح فرحان, مريض أمراض, مرض مريض, جراح جراحة, سلاح أسلحة, سؤال أسئلة, زلزال زلازل
        كمبيوتر حاسوب, هاتف جوال, سنة أعوام, قال أقوال, تكنولوجيا تقنية
    ";
    assert_eq!(wrong(pairs, true), [""; 0]);
    assert!(pairs.matches(',').count() + pairs.lines().count() > 120);
}

#[test]
fn arabic_words_of_different_derivations_do_not_meet() {
    let pairs = "
        علماء عالم, عالمي علمي, العالم علوم, طاقة طريق, شمس شمال, شركة شارع, كتاب كلب, مدينة مدرسة
        قلم قلب, بحر حبر, جبل حبل, مال ميل, سوق سفر, سعر سعة, بيت بنت, باب بحث, قانون قناة, حكم حلم, ملك ملح
        نهر نحل, خبر خبز, صبر صدر, سلام سلاح, حرب حرير, جيش جسر, لون لوم, طبيب طبيعة, مرض مرح, نجاح نجم
        فشل فصل, ذكاء زكاة, غضب غاز, وزير وزن, أمير أرض, شاعر شارع, طالب طالع, عامل عالم, تاجر تاج, ساكن ساحر
        صديق صندوق, استثمار استقرار, استخدام استخراج, تقرير تقدير, تجربة تجارة, تطوير تطبيق
        تدريب تدوير, تنظيم تنظيف, تغيير تعبير, تعاون تعارض, منافسة مناسبة, مشاركة مشاهدة, انتشار انتصار
        اقتصاد اقتراح, اكتشاف اكتمال, اختراع اختبار, اجتماع اجتهاد, ارتفاع ارتباط, انخفاض انفصال, افتتاح افتراض
        احتلال احتفال, قرار قطار, صراع صناعة, رسالة رياضة, حديقة حقيقة, نتيجة نجمة, قبيلة قنبلة, عنصر عصر
        برنامج برلمان, ترجمة ترميم, رجل رحلة, شهر شعر, سيف صيف, علم عمل, دين دولة, طريق فريق, ضغط ضعف, بيان بيئة
        فيلم فيل, هاتف هدف, حاسوب حساب, كهرباء كبريت, بترول بتر, قمر قمح, زرع ذراع, خوف خيل, نوم نمل
        جامعة جمال, رئيس رسم, شعب شعاع, حزب حزن, صوت صورة, لغة لعب, عين عيب, يد يوم, رأس رأي, دم دمع
        إعلام إعلان, انتخاب انتحار, نظام نظارة, سماء سمك, أرض أرز, حجر حجاب, ورق ورد, زهرة زهد
    ";
    assert_eq!(wrong(pairs, false), [""; 0]);
    assert!(pairs.matches(',').count() + pairs.lines().count() > 90);
}

#[test]
fn english_words_of_one_derivation_meet() {
    let pairs = "
        decide decision, announce announcement, believe belief, invest investment, grow growth, conclude conclusion
        divide division, explode explosion, expand expansion, extend extension, persuade persuasion, invade invasion
        provide provision, respond response, defend defense, suspend suspension, comprehend comprehension
        receive reception, perceive perception, deceive deception, describe description, subscribe subscription
        permit permission, admit admission, submit submission, produce production, reduce reduction
        introduce introduction, consume consumption, assume assumption, resolve resolution, evolve evolution
        acquire acquisition, apply application, multiply multiplication, imply implication, supply supplies
        classify classification, verify verification, inventor invent, investor invest, founder founded
        leader leadership, teacher teaching, winner winning, writer writing, maker make, player play
        arrive arrival, approve approval, refuse refusal, survive survival, propose proposal, fail failure
        press pressure, depart departure, expose exposure, close closure, perform performance, differ difference
        physicist physics, economist economy, economic economy, industry industrial, biologist biology
        relief relieve, grief grieve, safe save, choose choice, lose loss, sell sale, buy bought, speak speech
        know knowledge, think thought, give gift, build built, long length, strong strength, wide width
        deep depth, high height, young youth, prove proof, die death, live life, pay payment, move movement
        destroy destruction, explain explanation, maintain maintenance, scientist science, scientific science
        act action, direct direction, elect election, protect protection, create creation, active activity
        govern government, develop development, manage management, employ employer, agree agreement
        succeed success, proceed process, attend attention, intend intention, convert conversion, compete competition
        analyze analysis, rich wealth, marry marriage, hunger hungry, compare comparison, warm warmth
    ";
    assert_eq!(wrong(pairs, true), [""; 0]);
}

#[test]
fn english_words_of_different_derivations_do_not_meet() {
    let pairs = "
        nuclear clear, power poverty, energy enemy, solar solid, bubble rubble, video voice, model modest
        market marker, price prize, trust truth, chip ship, chance change, company companion, country county
        state station, nation native, party part, plan plane, plant planet, car care, star start, port sport
        light flight, night knight, book boot, cook cool, food fool, land lend, sand send, hand hang, fire fine
        water winter, river rival, ocean motion, mountain fountain, forest forget, animal normal, human humor
        doctor door, patient parent, hospital hostile, school scholar, student statue, lesson lesser, letter lettuce
        memory memo, history hysteria, story store, theory therapy, machine magazine, engine English, robot rob
        computer complete, program progress, system sister, network neighbor, internet interest, phone phase
        music museum, picture pitch, camera camp, film fill, theater theft, actor acre, artist article
        president present, minister minor, king kind, queen queue, prince print, war warm, peace piece, army arm
        weapon weep, soldier sold, battle bottle, victory vector, enemy enzyme, friend fry, family famine
        father farther, mother moth, brother broth, sister system, child chill, money monkey, bank bench
        gold goal, silver sliver, iron irony, coal coast, oil oak, gas gate, wind window, sun son
        moon mood, earth heart, space spade, rocket rock, satellite satire, decide decade, invest invent
        believe relieve, announce annual, grow grave, growth grown-up
    ";
    assert_eq!(wrong(pairs, false), [""; 0]);
}

#[test]
fn a_singular_in_an_and_its_plural_have_one_stem_and_the_world_is_no_scholar() {
    let forms = |word| forms(word, Script::Arabic, Language::ARABIC);
    for (left, right) in [
        ("إعلان", "الإعلانات"),
        ("إعلان", "بالإعلان"),
        ("ميدان", "الميدان"),
        ("عام", "العامين"),
        ("دولة", "دولتان"),
        ("تكنولوجيا", "التكنولوجية"),
        ("مهندس", "مهندسين"),
    ] {
        assert_eq!(forms(left).stem, forms(right).stem, "{left} {right}");
    }
    for (left, right) in [("إعلان", "أعلن"), ("علماء", "عالم"), ("قانون", "قناة")]
    {
        assert_ne!(forms(left).stem, forms(right).stem, "{left} {right}");
    }
    assert_ne!(forms("علماء").skeleton, forms("عالم").skeleton);
}

#[test]
fn a_word_stands_in_one_group_in_its_folded_form() {
    let mut seen = std::collections::HashSet::new();
    for lexicon in lexicons::ALL {
        for word in lexicon.related.iter().flat_map(|group| group.split_whitespace()) {
            assert_eq!(word_form(word), word);
            assert!(seen.insert(word), "{word}");
        }
    }
}

proptest! {
    #[test]
    fn any_word_has_at_most_four_roots_no_longer_than_it_can_be(
        word in "\\PC{0,30}|[\u{0600}-\u{06FF}]{0,30}|[a-z]{0,30}"
    ) {
        let word = word_form(&word);
        let found = roots(&word);
        prop_assert!(found.len() <= 4);
        for root in found {
            prop_assert!(root.starts_with('=') || root.chars().count() <= word.chars().count() + 4);
        }
    }
}
