"""Addresses of the staff's screens."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from casedesk.web import (
    case,
    demo,
    fulfil,
    inbox,
    intake,
    letters,
    pages,
    pictures,
    presence,
    questions,
    register,
    review,
    search,
    slip,
    supplement,
)
from casedesk.web.sign_in import SignIn

app_name = "web"
_CASE = "ho-so/<str:number>"
_REVIEW = f"{_CASE}/kiem-tra"
urlpatterns = [
    path("", inbox.home, name="home"),
    path("dang-nhap/", SignIn.as_view(), name="sign_in"),
    path("dang-xuat/", LogoutView.as_view(), name="sign_out"),
    path("hop-viec/", inbox.inbox, name="inbox"),
    path("tim/", search.show, name="search"),
    path("so-theo-doi/", register.show, name="register"),
    path("so-theo-doi/<int:year>/khoa/", register.close, name="close_register"),
    path("so-theo-doi/<int:year>/tai-ve.csv", register.export, name="export_register"),
    path("tiep-nhan/", intake.intake, name="intake"),
    path("tiep-nhan/tep/<int:pk>/", intake.original, name="original"),
    path("tiep-nhan/tep/<int:pk>/bo/", intake.dismiss, name="dismiss"),
    path(f"{_CASE}/", case.show, name="case"),
    path(f"{_CASE}/phieu-kiem-soat/", slip.show, name="slip"),
    path(f"{_CASE}/bo-sung/", intake.supplement, name="supplement"),
    path(f"{_CASE}/chay-tiep/", case.resume, name="resume"),
    path(f"{_CASE}/giao-lai/", case.reassign, name="reassign"),
    path(f"{_REVIEW}/", review.show, name="review"),
    path(f"{_REVIEW}/thong-tin/<int:document>/<slug:name>/", review.set_field, name="set_field"),
    path(f"{_REVIEW}/dau/<int:document>/<slug:mark>/", review.set_mark, name="set_mark"),
    path(f"{_REVIEW}/trang/<int:page>/", pages.set_page, name="set_page"),
    path(f"{_REVIEW}/trang/<int:page>/chuyen/", pages.move, name="move_page"),
    path(f"{_REVIEW}/trang/<int:page>/bo/", pages.throw_out, name="throw_out_page"),
    path(f"{_REVIEW}/trang/<int:page>/lay-lai/", pages.take_back, name="take_back_page"),
    path(f"{_REVIEW}/trang/<int:page>/doc-vung/", review.read_region, name="read_region"),
    path(f"{_REVIEW}/nguoi-nop/", review.set_bearer, name="set_bearer"),
    path(f"{_REVIEW}/ket-luan/<slug:rule>/", review.judge, name="judge"),
    path(f"{_REVIEW}/chap-nhan/", review.accept, name="accept"),
    path(f"{_REVIEW}/yeu-cau-bo-sung/", supplement.supplement, name="request_supplement"),
    path(f"{_REVIEW}/tu-choi/", review.refuse, name="refuse"),
    path(f"{_REVIEW}/cung-mo/", presence.heartbeat, name="presence"),
    path(f"{_REVIEW}/hoi/", questions.ask, name="ask"),
    path(f"{_CASE}/tra-loi/<int:question>/", questions.answer, name="answer"),
    path(f"{_CASE}/xu-ly/", fulfil.fulfil, name="fulfil"),
    path(f"{_CASE}/duyet/", fulfil.approve, name="approve"),
    path(f"{_CASE}/tra-lai/", fulfil.send_back, name="send_back"),
    path("trang/<int:page_id>/<int:width>.jpg", pictures.picture, name="picture"),
    path("thu/<int:pk>/", letters.pdf, name="letter"),
    path("thu/<int:pk>/gui-lai/", letters.retry, name="retry"),
    path("thu-thu/", demo.inbox, name="mail"),
    path("thu-thu/<str:key>/", demo.message, name="mail_message"),
    path("thu-thu/<str:key>/<int:index>/", demo.attachment, name="mail_attachment"),
]
