#include "app/media/load_control.h"

#include <QTest>

#include <vector>

using namespace prosc;

namespace {

constexpr int kUltrafast = 0;
constexpr int kVeryfast = 2;
constexpr int kMedium = 5;

/// A computer on which a picture costs `composing` and, with each preset, `encoding` per cent.
struct Machine
{
    double composing = 10;
    std::vector<double> encoding{10, 14, 20, 26, 32, 40};
    /// How late the recording is, in milliseconds, with each preset.
    std::vector<int> late{0, 0, 0, 0, 0, 0};
};

struct Change
{
    int second = 0;
    int preset = 0;
    int layers = 0;

    friend bool operator==(const Change &, const Change &) = default;
};

/// Time goes on in tenths of a second, the shares come once a second.
class Recording
{
public:
    Recording()
    {
        m_rules.presetCosts = {10, 14, 20, 26, 32, 40};
        m_state.preset = kVeryfast;
    }

    /// What changes within `seconds`.
    std::vector<Change> run(const Machine &machine, int seconds)
    {
        std::vector<Change> changes;
        for (int i = 0; i < seconds * 10; ++i, ++m_tenths) {
            const auto preset = static_cast<size_t>(m_state.preset);
            LoadSample sample{std::chrono::milliseconds(100 * m_tenths),
                              std::chrono::milliseconds(machine.late[preset]),
                              {}};
            if (m_tenths % 10 == 0) {
                sample.shares = LoadShares{machine.composing, machine.encoding[preset]};
            }
            const auto before = m_state;
            m_state = nextLoad(m_rules, m_state, sample);
            if (m_state.preset != before.preset || m_state.layers != before.layers) {
                changes.push_back({m_tenths / 10, m_state.preset, m_state.layers});
            }
        }
        return changes;
    }

    [[nodiscard]] LoadRules &rules() { return m_rules; }
    [[nodiscard]] LoadState &state() { return m_state; }

private:
    LoadRules m_rules;
    LoadState m_state;
    int m_tenths = 0;
};

} // namespace

class TestLoadControl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void preset_endsAtTheSlowestThatFits_data();
    void preset_endsAtTheSlowestThatFits();
    void preset_isCheaper_whenOverTheBudgetForTwoSeconds();
    void preset_isCheaperAtOnce_whenLate();
    void preset_stays_whenLoadIsShort();
    void preset_waitsTwiceAsLong_whenAnUpwardStepWasUndone();
    void preset_waitsNoLonger_whenAnUpwardStepLasted();
    void preset_stays_whenFixed();
    void layers_goLast_andComeBackFirst();
    void layers_areReduced_whenTheEncoderHasNoPresets();
    void overloaded_lastsThreeSeconds_afterARepeatedPicture();
};

void TestLoadControl::preset_endsAtTheSlowestThatFits_data()
{
    QTest::addColumn<double>("budget");
    QTest::addColumn<double>("composing");
    QTest::addColumn<int>("preset");
    QTest::newRow("all fits") << 100.0 << 10.0 << kMedium;
    QTest::newRow("medium is just over nine tenths") << 55.0 << 10.0 << kMedium - 1;
    QTest::newRow("veryfast stays") << 39.0 << 10.0 << kVeryfast;
    QTest::newRow("veryfast is too much") << 29.0 << 10.0 << 1;
    QTest::newRow("nothing fits") << 10.0 << 10.0 << kUltrafast;
    QTest::newRow("composing counts") << 60.0 << 35.0 << kVeryfast;
}

void TestLoadControl::preset_endsAtTheSlowestThatFits()
{
    QFETCH(double, budget);
    QFETCH(double, composing);
    QFETCH(int, preset);
    Recording recording;
    recording.rules().budget = budget;
    Machine machine;
    machine.composing = composing;
    recording.run(machine, 120);
    QCOMPARE(recording.state().preset, preset);
    QCOMPARE(recording.state().layers, 0);
    QCOMPARE(recording.run(machine, 600).size(), size_t{0});
}

void TestLoadControl::preset_isCheaper_whenOverTheBudgetForTwoSeconds()
{
    Recording recording;
    recording.rules().budget = 29;
    const auto changes = recording.run({}, 5);
    QCOMPARE(changes.size(), size_t{1});
    QVERIFY((changes.front() == Change{2, kVeryfast - 1, 0}));
    QVERIFY(!recording.state().overloaded);
}

void TestLoadControl::preset_isCheaperAtOnce_whenLate()
{
    Recording recording;
    Machine machine;
    machine.late = {151, 151, 151, 151, 151, 151};
    const auto changes = recording.run(machine, 2);
    QCOMPARE(changes.size(), size_t{2});
    QVERIFY((changes[0] == Change{0, 1, 0}));
    QVERIFY((changes[1] == Change{1, kUltrafast, 0}));
}

void TestLoadControl::preset_stays_whenLoadIsShort()
{
    Recording recording;
    recording.rules().budget = 50;
    Machine busy;
    busy.composing = 60;
    Machine usual;
    usual.composing = 27; // veryfast fits, faster would not
    for (int i = 0; i < 20; ++i) {
        QVERIFY(recording.run(usual, 3).empty());
        QVERIFY(recording.run(busy, 1).empty());
    }
}

void TestLoadControl::preset_waitsTwiceAsLong_whenAnUpwardStepWasUndone()
{
    // Given a prediction that is wrong: `faster` is said to cost 26 and makes the recording late
    Recording recording;
    recording.rules().budget = 45;
    Machine machine;
    machine.late[kVeryfast + 1] = 200;
    const auto changes = recording.run(machine, 900);

    std::vector<int> ups;
    for (const auto &change : changes) {
        if (change.preset > kVeryfast) {
            ups.push_back(change.second);
        }
    }
    QVERIFY(ups.size() >= 5);
    for (size_t i = 2; i < ups.size(); ++i) {
        const auto ratio = static_cast<double>(ups[i] - ups[i - 1]) / (ups[i - 1] - ups[i - 2]);
        QVERIFY2(ratio > 1.6 && ratio < 2.1, qPrintable(QString::number(ratio)));
    }
}

void TestLoadControl::preset_waitsNoLonger_whenAnUpwardStepLasted()
{
    Recording recording;
    recording.rules().budget = 45;
    Machine machine;
    machine.late[kVeryfast + 1] = 200;
    recording.run(machine, 300);
    QVERIFY(recording.state().calm > LoadRules::kCalm);
    // The computer has become faster.
    recording.run({}, 1000);
    QVERIFY(recording.state().preset > kVeryfast);
    Machine busy;
    busy.composing = 60;
    recording.run(busy, 30);
    QCOMPARE(recording.state().preset, kUltrafast);
    const auto changes = recording.run({}, 20);
    QVERIFY(!changes.empty());
    QVERIFY(recording.state().preset > kUltrafast);
}

void TestLoadControl::preset_stays_whenFixed()
{
    Recording recording;
    recording.rules().presetFixed = true;
    recording.rules().budget = 10;
    QVERIFY(recording.run({}, 60).empty());
    recording.rules().budget = 100;
    QVERIFY(recording.run({}, 60).empty());
    Machine late;
    late.late = {500, 500, 500, 500, 500, 500};
    recording.run(late, 10);
    QCOMPARE(recording.state().preset, kVeryfast);
    QCOMPARE(recording.state().layers, 2);
}

void TestLoadControl::layers_goLast_andComeBackFirst()
{
    Recording recording;
    Machine late;
    late.late = {500, 500, 500, 500, 500, 500};
    const auto down = recording.run(late, 30);
    const std::vector<std::pair<int, int>> expected{{1, 0}, {0, 0}, {0, 1}, {0, 2}};
    QCOMPARE(down.size(), expected.size());
    for (size_t i = 0; i < down.size(); ++i) {
        QCOMPARE(std::pair(down[i].preset, down[i].layers), expected[i]);
    }
    QVERIFY(down[2].second - down[1].second >= 2 && down[3].second - down[2].second >= 2);
    QVERIFY(down[3].second <= 8);
    QVERIFY(recording.state().overloaded);

    const auto up = recording.run({}, 200);
    QVERIFY(up.size() > 2);
    QCOMPARE(std::pair(up[0].preset, up[0].layers), std::pair(0, 1));
    QCOMPARE(std::pair(up[1].preset, up[1].layers), std::pair(0, 0));
    QCOMPARE(std::pair(up[2].preset, up[2].layers), std::pair(1, 0));
    QVERIFY(up[1].second - up[0].second >= 10);
    QVERIFY(!recording.state().overloaded);
}

void TestLoadControl::layers_areReduced_whenTheEncoderHasNoPresets()
{
    Recording recording;
    recording.rules().presetCosts.clear();
    recording.state().preset = 0;
    Machine late;
    late.late[0] = 200;
    recording.run(late, 10);
    QCOMPARE(recording.state().layers, 2);
    recording.run({}, 60);
    QCOMPARE(recording.state().layers, 0);
    QCOMPARE(recording.state().preset, 0);
}

void TestLoadControl::overloaded_lastsThreeSeconds_afterARepeatedPicture()
{
    Recording recording;
    QVERIFY(recording.run({}, 1).empty() && !recording.state().overloaded);
    auto &state = recording.state();
    const auto step = [&](int milliseconds, int late) {
        state = nextLoad(
            recording.rules(), state,
            {std::chrono::milliseconds(milliseconds), std::chrono::milliseconds(late), {}});
        return state.overloaded;
    };
    QVERIFY(!step(2000, 150));
    QVERIFY(step(2033, 151));
    QVERIFY(step(5000, 0));
    QVERIFY(!step(5034, 0));
}

QTEST_GUILESS_MAIN(TestLoadControl)
#include "test_load_control.moc"
