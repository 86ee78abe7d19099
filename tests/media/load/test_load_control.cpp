#include "app/media/load/load_control.h"

#include <QTest>

#include <vector>

using namespace prosc;

namespace {

constexpr int kUltrafast = 0;
constexpr int kVeryfast = 2;
constexpr int kMedium = 5;
/// Stands for a lateness that comes and goes, see sawtooth().
constexpr int kSawtooth = -1;

/// CPU shares of a computer in per cent: of composing, and of encoding with each preset.
struct Machine
{
    double composing = 10;
    std::vector<double> encoding{10, 14, 20, 26, 32, 40};
    /// Lateness of the recording, in milliseconds, for each preset.
    std::vector<int> late{0, 0, 0, 0, 0, 0};
    /// How long received frames wait, in milliseconds, with layers reduced by no, one and two
    /// steps.
    std::vector<int> waits{0, 0, 0};
    /// CPU load other than composing and encoding.
    std::optional<double> others;
};

struct Change
{
    int second = 0;
    int preset = 0;
    int layers = 0;

    friend bool operator==(const Change &, const Change &) = default;
};

/// Lateness as in a real recording: it grows until frames are repeated, which reduces it at once.
int sawtooth(int tenths)
{
    return tenths % 10 < 8 ? 25 * (tenths % 10) : 0;
}

/// Advances in tenths of a second; the CPU shares are updated once per second.
class Recording
{
public:
    Recording()
    {
        m_rules.presetCosts = {10, 14, 20, 26, 32, 40};
        m_state.preset = kVeryfast;
    }

    /// The changes within `seconds`.
    std::vector<Change> run(const Machine &machine, int seconds)
    {
        return runTenths(machine, seconds * 10);
    }
    std::vector<Change> runTenths(const Machine &machine, int tenths)
    {
        std::vector<Change> changes;
        for (int i = 0; i < tenths; ++i, ++m_tenths) {
            const auto preset = static_cast<size_t>(m_state.preset);
            LoadSample sample;
            sample.time = std::chrono::milliseconds(100 * m_tenths);
            const int late = machine.late[preset];
            sample.late = std::chrono::milliseconds(late == kSawtooth ? sawtooth(m_tenths) : late);
            sample.waited =
                std::chrono::milliseconds(machine.waits[static_cast<size_t>(m_state.layers)]);
            if (m_tenths % 10 == 0) {
                const LoadShares shares{machine.composing, machine.encoding[preset], {}};
                sample.shares = shares;
                if (machine.others) {
                    sample.shares->machine = *machine.others + shares.composing + shares.encoding;
                }
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
    void preset_isNotDearer_thanTheEncoderTakes();
    void preset_isNotDearer_whenTheMachineIsFull();
    void layers_goLast_andComeBackFirst();
    void layers_areReduced_whenLatenessComesAndGoes();
    void layers_stay_whenTheRecordingIsLateForAMoment();
    void layers_stay_whenItWasLateForASecond();
    void layers_areReduced_whenReceivedPicturesWait();
    void layers_areReduced_whenReceivedPicturesAreLeftOut();
    void layers_areReduced_whenTheCheapestPresetIsOverTheBudget();
    void layers_stayLow_whileTheMachineIsFull();
    void layers_areReduced_whenTheEncoderHasNoPresets();
    void overloaded_lastsThreeSeconds_afterARepeatedPicture();
    void overloaded_lastsThreeSeconds_afterAPictureWasLeftOut();
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
    // Given a wrong prediction: `faster` should cost 26 but makes the recording late
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
    QCOMPARE(recording.state().layers, 2);
    const auto changes = recording.run({}, 20);
    QVERIFY(!changes.empty());
    recording.run({}, 20);
    QCOMPARE(recording.state().layers, 0);
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
    QVERIFY(down[3].second <= 9);
    QVERIFY(recording.state().overloaded);

    const auto up = recording.run({}, 200);
    QVERIFY(up.size() > 2);
    QCOMPARE(std::pair(up[0].preset, up[0].layers), std::pair(0, 1));
    QCOMPARE(std::pair(up[1].preset, up[1].layers), std::pair(0, 0));
    QCOMPARE(std::pair(up[2].preset, up[2].layers), std::pair(1, 0));
    QVERIFY(up[1].second - up[0].second >= 10);
    QVERIFY(!recording.state().overloaded);
}

void TestLoadControl::preset_isNotDearer_thanTheEncoderTakes()
{
    Recording recording;
    recording.rules().budget = 100;
    recording.rules().cheapest = 1;
    recording.rules().dearest = kVeryfast + 1;
    recording.run({}, 120);
    QCOMPARE(recording.state().preset, kVeryfast + 1);
    Machine late;
    late.late = {200, 200, 200, 200, 200, 200};
    recording.run(late, 20);
    QCOMPARE(recording.state().preset, 1);
    QCOMPARE(recording.state().layers, 2);
}

void TestLoadControl::preset_isNotDearer_whenTheMachineIsFull()
{
    Recording recording;
    recording.rules().budget = 100;
    Machine machine;
    machine.others = 52; // 82 in all, 88 with the next one
    QVERIFY(recording.run(machine, 120).empty());
    machine.others = 40;
    recording.run(machine, 120);
    QCOMPARE(recording.state().preset, kVeryfast + 2); // 82 in all
}

void TestLoadControl::layers_areReduced_whenLatenessComesAndGoes()
{
    // Never late for two seconds without interruption
    Recording recording;
    Machine machine;
    machine.late = std::vector<int>(6, kSawtooth);
    const auto down = recording.run(machine, 20);
    const std::vector<std::pair<int, int>> expected{{1, 0}, {0, 0}, {0, 1}, {0, 2}};
    QCOMPARE(down.size(), expected.size());
    for (size_t i = 0; i < down.size(); ++i) {
        QCOMPARE(std::pair(down[i].preset, down[i].layers), expected[i]);
    }
    QVERIFY(recording.state().overloaded);
    QVERIFY(recording.run(machine, 60).empty());
}

void TestLoadControl::layers_stay_whenTheRecordingIsLateForAMoment()
{
    Recording recording;
    recording.rules().presetFixed = true;
    Machine late;
    late.late = std::vector<int>(6, 149);
    for (int i = 0; i < 10; ++i) {
        QVERIFY(recording.run({}, 9).empty());
        QVERIFY(recording.runTenths(late, 2).empty());
        QVERIFY(!recording.state().overloaded);
    }
    QCOMPARE(recording.state().layers, 0);
}

void TestLoadControl::layers_stay_whenItWasLateForASecond()
{
    Recording recording;
    recording.rules().presetFixed = true;
    Machine late;
    late.late = std::vector<int>(6, 300);
    late.waits = {900, 900, 900};
    recording.run({}, 5);
    QVERIFY(recording.run(late, 1).empty());
    QVERIFY(recording.state().overloaded);
    QVERIFY(recording.run({}, 30).empty());
    QVERIFY(!recording.state().overloaded);
}

void TestLoadControl::layers_areReduced_whenReceivedPicturesWait()
{
    // Given a machine that composes and encodes fast enough, but decodes only smaller frames in
    // time
    Recording recording;
    recording.rules().presetFixed = true;
    Machine machine;
    machine.waits = {900, 400, 50};
    const auto down = recording.run(machine, 12);
    QCOMPARE(down.size(), size_t{2});
    QVERIFY(down[0].second >= 2 && down[0].second <= 4);
    QVERIFY((down[1] == Change{down[1].second, kVeryfast, 2}));
    QVERIFY(recording.state().overloaded);
    // A wait below the limit is network jitter, not overload.
    Recording other;
    Machine usual;
    usual.waits = {290, 290, 290};
    other.run(usual, 60);
    QCOMPARE(other.state().layers, 0);
    QVERIFY(!other.state().overloaded);
}

void TestLoadControl::layers_areReduced_whenReceivedPicturesAreLeftOut()
{
    Recording recording;
    recording.rules().presetFixed = true;
    auto &state = recording.state();
    for (int tenths = 0; tenths < 60; ++tenths) {
        LoadSample sample;
        sample.time = std::chrono::milliseconds(100 * tenths);
        sample.skipped = true;
        state = nextLoad(recording.rules(), state, sample);
    }
    QVERIFY(state.layers > 0 && state.overloaded);
}

void TestLoadControl::layers_areReduced_whenTheCheapestPresetIsOverTheBudget()
{
    Recording recording;
    recording.rules().budget = 15;
    recording.run({}, 60);
    QCOMPARE(recording.state().preset, kUltrafast);
    QCOMPARE(recording.state().layers, 2);
    // It must not oscillate.
    QVERIFY(recording.run({}, 600).empty());
}

void TestLoadControl::layers_stayLow_whileTheMachineIsFull()
{
    Recording recording;
    recording.rules().presetFixed = true;
    Machine machine;
    machine.waits = {400, 400, 50};
    machine.others = 60; // 90 in all
    recording.run(machine, 60);
    QCOMPARE(recording.state().layers, 2);
    machine.waits = {50, 50, 50};
    QVERIFY(recording.run(machine, 120).empty());
    machine.others = 20;
    recording.run(machine, 60);
    QCOMPARE(recording.state().layers, 0);
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
        LoadSample sample;
        sample.time = std::chrono::milliseconds(milliseconds);
        sample.late = std::chrono::milliseconds(late);
        state = nextLoad(recording.rules(), state, sample);
        return state.overloaded;
    };
    QVERIFY(!step(2000, 150));
    QVERIFY(step(2033, 151));
    QVERIFY(step(5000, 0));
    QVERIFY(!step(5034, 0));
}

void TestLoadControl::overloaded_lastsThreeSeconds_afterAPictureWasLeftOut()
{
    Recording recording;
    QVERIFY(recording.run({}, 1).empty() && !recording.state().overloaded);
    auto &state = recording.state();
    LoadSample sample;
    sample.time = *state.sampledAt + std::chrono::milliseconds(33);
    sample.skipped = true;
    state = nextLoad(recording.rules(), state, sample);
    QVERIFY(state.overloaded);
    QVERIFY(recording.run({}, 2).empty() && state.overloaded);
    QVERIFY(recording.run({}, 2).empty() && !state.overloaded);
}

QTEST_GUILESS_MAIN(TestLoadControl)
#include "test_load_control.moc"
