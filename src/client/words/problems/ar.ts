import { characters, plural } from "../counting/ar.ts"
import type { problems as en } from "./en.ts"

export const problems: typeof en = {
  codes: {
    ROOM_NOT_FOUND: "لم تعد هذه الغرفة موجودة.",
    ROOM_NAME_TAKEN: "توجد غرفة بهذا الاسم.",
    USERNAME_REQUIRED: "لم يقبل الخادم اسمك.",
    CLIENT_ID_CONFLICT: "أُرسلت من قبل بنص آخر.",
    TOO_MANY_MESSAGES: "رسائل كثيرة دفعة واحدة. انتظر قليلًا ثم حاول مجددًا.",
    TOO_MANY_ROOMS: "غرف جديدة كثيرة دفعة واحدة. انتظر قليلًا ثم حاول مجددًا.",
    NOT_ALLOWED: "لا يُسمح لك بهذا.",
    ROOMS_FULL: "بلغ عدد الغرف حدّه في هذا الخادم. يجب حذف غرفة أولًا.",
    TOO_MANY_SUBSCRIPTIONS: "المفتوح كثير دفعة واحدة. أغلق بعض النوافذ ثم حاول مجددًا.",
    TOO_MANY_CONNECTIONS: "يستخدم Confab من هذه الشبكة عدد كبير جدًا في الوقت نفسه.",
    TOO_MANY_READS: "طلبات كثيرة دفعة واحدة. انتظر قليلًا ثم حاول مجددًا.",
    TOO_MUCH_UNREAD: "اتصالك أبطأ من أن يتسع لهذا. انتظر قليلًا ثم حاول مجددًا.",
    ANSWER_TOO_LARGE: "هذا كثير دفعة واحدة. اطلب أقل.",
    OVERLOADED: "الخادم مشغول جدًا الآن. حاول مجددًا بعد قليل.",
    STORE_UNAVAILABLE: "لا يستطيع الخادم حفظ أي شيء الآن. حاول مجددًا بعد قليل.",
    SHUTTING_DOWN: "يُعاد تشغيل الخادم. حاول مجددًا بعد قليل.",
  },
  kept: {
    blocked:
      "لا يسمح هذا المتصفح لـ Confab بحفظ أي شيء: تضيع المسودات والرسائل غير المرسلة عند إغلاق الصفحة.",
    full: "مساحة التخزين في هذا المتصفح ممتلئة: تضيع المسودات والرسائل غير المرسلة عند إغلاق الصفحة.",
  },
  connectionLost: "انقطع الاتصال في الطريق. حاول مجددًا.",
  notConnected: "لا يوجد اتصال، لذلك لم يحدث شيء. حاول مرة أخرى عند عودته.",
  refused: (reason) => `رفض الخادم ذلك (${reason}).`,
  unexpected: "حدث خطأ في الخادم. حاول مجددًا.",
  noName: "أدخل اسمًا من فضلك.",
  notPlain: "لا يمكن أن يحتوي الاسم على أحرف تحكم أو اتجاه.",
  nameTooLong: (over, max) =>
    `الزيادة ${plural(over, characters)}: للاسم ${plural(max, characters)} على الأكثر.`,
}
