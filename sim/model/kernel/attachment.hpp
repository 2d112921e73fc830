// Step of the month: attachment by law and opposition to it. docs/model.md, "Attachment and opposition".
#pragma once
#include "sim/model/kernel/surroundings.hpp"

namespace cptsim::CPT_TARGET {

/// A notification `comes`: it is read at once or after its delay, or never, as many are.
CPT_INLINE void be_notified(Professional& x, Surroundings const& s, Mask comes)
{
    Words const w = notification_words(s.draws, x.slot, x.status);
    Int const months = where(reads_notification(s.p, x.row, w), reading_delay(s.p, w) + Int(1));
    x.record = select(comes, with_notice(x.record, months), x.record);
}

/// Those who read their notification this month weigh it where they may oppose.
CPT_INLINE void read_notification(Professional& x, Surroundings const& s, Mask reads)
{
    Words const w = notification_words(s.draws, x.slot, x.status);
    x.opposes_now =
        reads & opposes(s.p, s.m, s.o, x.row, x.status, w, x.peers, x.attitude, x.knowledge, x.age(s.m.month));
    x.role = select(x.opposes_now, Int(cptsim::kOpposed), x.role);
}

/// Attachment by law: whoever is outside is attached, and may oppose when he reads the notification; mandatory
/// attachment; repeal.
CPT_INLINE void face_attachment(Professional& x, Surroundings const& s)
{
    Month const& m = s.m;
    Mask const attached = x.role == Int(cptsim::kAttached), opposed = x.role == Int(cptsim::kOpposed);
    if (!any(attached | opposed | m.regime != Int(kVoluntaryRegime))) return;
    x.role = select((m.regime_ended | m.closed) & (attached | opposed), Int(cptsim::kOutside), x.role);
    x.role = select(m.regime == Int(kMandatoryRegime) & m.is_signed & opposed, Int(cptsim::kAttached), x.role);
    Mask const concerned =
        m.regime != Int(kVoluntaryRegime) & m.is_signed & (!m.newcomers_only | arrival_of(x.times()) >= m.regime_start);
    Mask const notified = concerned & x.role == Int(cptsim::kOutside);
    x.role = select(notified, Int(cptsim::kAttached), x.role);
    Mask const is_attached = x.role == Int(cptsim::kAttached), comes = is_attached & !attached;
    if (any(comes)) be_notified(x, s, comes);
    Mask const waits = is_attached & Int(0) < notice_of(x.record);
    if (!any(waits)) return;
    x.record = select(waits, with_notice(x.record, notice_of(x.record) - Int(1)), x.record);
    Mask const reads = waits & notice_of(x.record) == Int(0) & m.regime == Int(kAutomaticRegime) & m.is_signed;
    if (any(reads)) read_notification(x, s, reads);
}

}  // namespace cptsim::CPT_TARGET
