// What the chat page says by itself; the rest stands in templates/chat.html and in the server's answers.
export const texts = {
  citizen: "Anh/chị",
  bot: "Trợ lý",
  staff: "Cán bộ",
  system: "Thông báo",
  sending: "Đang gửi …",
  notSent: "Chưa gửi được",
  offline: "Mất kết nối. Tin của anh/chị được giữ lại và tự gửi khi có mạng.",
  failed: "Hệ thống đang trục trặc. Anh/chị thử lại sau ít phút.",
  historyLost: "Không còn cuộc trò chuyện trước. Anh/chị bắt đầu lại từ đây.",
  deleted: "Đã xóa cuộc trò chuyện.",
  notDeleted: "Chưa xóa được. Anh/chị thử lại khi có mạng.",
  officialPage: "Trang nguồn",
  choices: "Lựa chọn tiếp theo",
};
