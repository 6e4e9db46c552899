"""The hazard's life: verified, notified, planned, put right, reviewed by two, closed by a third."""

from datetime import timedelta

from tests.journeys.people import WentWrong
from tests.journeys.plot import PHOTOGRAPH, Plot

CRITERION = "GM-3-2"  # 特种作业人员未经培训取证即上岗


async def verify(plot: Plot) -> None:
    """An inspector goes there on the restated lead, and finds a major hazard."""
    plot.tell.chapter("现场核实,认定重大事故隐患", "An inspector verifies a major hazard")
    inspector = await plot.cast.who("enforcer")
    lead = await inspector.get(f"/v1/leads/{plot.report['lead_id']}")
    plot.tell.step(
        f"核查人员看到转述的线索:{lead['what']}", "the restated lead, no word of the sender"
    )
    await plot.move(
        "verify",
        {
            "level": "major",
            "criteria": [CRITERION],
            "department": "fire_station",
            "due_on": str(plot.today + timedelta(days=30)),
            "finding": "现场核查:两名焊工无有效特种作业操作证上岗,气瓶与热源间距不足",
        },
        by=inspector,
    )
    plot.tell.step(
        f"依 {CRITERION} 认定为重大事故隐患",
        "major, by a criterion in force",
        due=plot.hazard["due_on"],
    )
    await _notify(plot)


async def _notify(plot: Plot) -> None:
    """Give notice to the principal and to the actual controller, and have it acknowledged."""
    clerk = await plot.cast.who("clerk")
    path = f"/v1/hazards/{plot.hazard['id']}"
    for notice in (await clerk.get(path))["notices"]:
        at = f"{path}/notices/{notice['id']}"
        sent = await clerk.post(
            f"{at}/send",
            {
                "method": "in_person",
                "document": f"(演示)柳安告〔2026〕{plot.mark}",
                "recipient": notice["recipient"],
                "sent_on": str(plot.today),
            },
            at=notice,
        )
        delivered = await clerk.post(f"{at}/deliver", {"delivered_on": str(plot.today)}, at=sent)
        await plot.manager.post(f"{at}/acknowledge", at=delivered)
    plot.hazard = await clerk.get(path)
    if plot.hazard["notified_on"] != str(plot.today) or len(plot.hazard["notices"]) != 2:
        raise WentWrong("not both were notified")
    plot.tell.step(
        "书面告知主要负责人和实际控制人,均已签收", "both were given notice, and acknowledged it"
    )


async def put_right(plot: Plot) -> None:
    """Fix the five things, work, and ask for more time; an order keeps the pressure up."""
    plot.tell.chapter(
        "五落实、整改、督办、延期", "Five-fix plan, work, supervision order, extension"
    )
    await plot.move(
        "plan",
        {
            "responsible": "蔡演示",
            "measures": "停止无证人员作业,组织焊工考证;气瓶间与作业区分隔并固定气瓶",
            "funds": "28000.00",
            "deadline": str(plot.today + timedelta(days=25)),
            "contingency": "气瓶泄漏与火灾现场处置方案",
            "interim_control": "焊接作业暂停,气瓶移至室外阴凉处专人看管",
        },
        by=plot.manager,
    )
    await plot.move("start", by=plot.manager)
    plot.tell.step("企业编制五落实方案并开工", "the manager fixes the five things and begins")
    await plot.move(
        "order",
        {
            "level": "subdistrict",
            "number": f"(演示)柳安督〔2026〕{plot.mark}",
            "listed": True,
            "issued_on": str(plot.today),
            "due_on": str(plot.today + timedelta(days=30)),
        },
        by="leader",
    )
    await plot.move("reply-order", {"reply": "已停用无证人员,方案正在实施"}, by=plot.manager)
    plot.tell.step("街道挂牌督办,企业回复", "put under a listed supervision order, answered")
    await _work(plot)


async def _work(plot: Plot) -> None:
    photo = await plot.manager.upload("/v1/attachments", PHOTOGRAPH.read_bytes(), "image/jpeg")
    done = {
        "percent": 60,
        "funds_used": "15000.00",
        "note": "气瓶间砌筑完成",
        "attachments": [photo["id"]],
    }
    await plot.move("progress", done, by=plot.manager)
    later = {"to_on": str(plot.today + timedelta(days=45)), "reason": "焊工考试场次排期靠后"}
    await plot.move("ask-extension", later, by=plot.manager)
    await plot.move("grant-extension", {"decision": "同意延期一次"}, by="head")
    plot.tell.step(
        f"进度 60%;企业申请延期,另一人批准至 {plot.hazard['due_on']}",
        "more time: asked by one, granted by another",
    )


async def close(plot: Plot) -> None:
    """Submit with evidence; two reviewers of the department, and a third official to close."""
    plot.tell.chapter("验收、复查、销号", "Submitted, reviewed by two, closed by another")
    photo = await plot.manager.upload("/v1/attachments", PHOTOGRAPH.read_bytes(), "image/jpeg")
    done = {"note": "焊工已取证,气瓶间投用", "attachments": [photo["id"]]}
    await plot.move("submit", done, by=plot.manager)
    passed = {"passed": True, "opinion": "现场符合要求", "visited_on": str(plot.today)}
    await plot.move("review", passed, by="officer")
    one_is_too_few = await (await plot.cast.who("clerk")).refused(
        "review_required",
        f"/v1/hazards/{plot.hazard['id']}/close",
        {"opinion": "同意销号"},
        at=plot.hazard,
    )
    plot.tell.refused("只有一人复查就销号", "closing after one review", one_is_too_few)
    await plot.move("review", passed, by="officer2")
    await plot.move("lift-order", {"reason": "整改完成,予以摘牌"}, by="leader")
    await plot.move("close", {"opinion": "资料齐全,同意销号"}, by="clerk")
    if plot.hazard["status"] != "closed":
        raise WentWrong(f"the hazard is {plot.hazard['status']}")
    plot.tell.step(
        f"两名干部复查通过,第三人批准销号({plot.hazard['closed_on']})",
        "two reviewed it, a third closed it",
        hazard=plot.hazard["number"],
    )
