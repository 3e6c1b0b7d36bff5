//===- HopStackCheck.cpp - Finite-stack checks for Arm M-profile ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A call that does not fit on the stack must not happen. Every function that
// may need stack therefore starts with a comparison, before anything of it is
// pushed or stored:
//
//     mov.w  rN, #limit-address     ; rN: a dead low register, else r12
//     ldr    rN, [rN]
//     cmp    sp, rN                 ; frame <= small zone: compare plain SP
//     bhs    body
//     svc    #252
//   body:
//     <the prologue>
//
// A larger frame is added to the limit first and the sum is left in r12 for
// the trap handler:
//
//     add.w  r12, rN, #frame
//     cmp    sp, r12
//     bhs    body
//     svc    #253
//
// A function with stack arguments tells both sizes, so that the handler can
// move the arguments (svc #254, r12 loaded in the cold block); so does a
// runtime helper, which the compiler calls where no landing pad can be
// (svc #255).
//
// The supervisor call preserves every register but r12. If it returns to the
// next instruction, the body runs; if it does not, the call never happened.
//
// Unchecked are the functions that together with whatever they call before
// the next check stay within the leaf zone: leaf functions with a frame of at
// most that size, and functions without a frame.
//
//===----------------------------------------------------------------------===//

#include "hop-pass/StackCheck.h"
#include "hop-pass/FiniteStackABI.h"

#include "ARMBaseInstrInfo.h"
#include "ARMMachineFunctionInfo.h"
#include "ARMSubtarget.h"
#include "MCTargetDesc/ARMAddressingModes.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/Statistic.h"
#include "llvm/CodeGen/MachineFrameInfo.h"
#include "llvm/CodeGen/MachineFunction.h"
#include "llvm/CodeGen/MachineInstrBuilder.h"
#include "llvm/CodeGen/MachineRegisterInfo.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"

using namespace llvm;

#define DEBUG_TYPE "hop-stack-check"

STATISTIC(NumSmall, "Number of functions checked with a small frame");
STATISTIC(NumLarge, "Number of functions checked with a large frame");
STATISTIC(NumUnchecked, "Number of functions that need no check");

namespace {

/// What a function needs, read from its final frame. Analysis only.
struct StackNeed {
  uint64_t Frame = 0;     ///< bytes below SP at entry, at most
  uint64_t Arguments = 0; ///< bytes of stack arguments above SP at entry
  bool Reserve = false;   ///< Frame covers a whole call subtree
  bool Calls = false;     ///< makes a call that is not a tail call
  bool Helper = false;    ///< must not be diverted
};

/// Emits one check. The blocks are laid out in the order in which they run.
class CheckEmitter {
public:
  CheckEmitter(MachineFunction &MF, MachineBasicBlock &Body,
               const StackNeed &Need)
      : MF(MF), Body(Body), Need(Need),
        TII(*MF.getSubtarget<ARMSubtarget>().getInstrInfo()) {}

  /// Returns a reason why the check cannot be made, or null.
  const char *emit();

private:
  MachineBasicBlock *createBlock();
  Register findDeadLowRegister() const;
  void loadLimit(MachineBasicBlock &MBB, Register Limit);
  void addFrame(MachineBasicBlock &MBB, Register Limit);
  void compareAndBranch(MachineBasicBlock &MBB, Register Bound);
  void trap(MachineBasicBlock &MBB, bool Small);

  MachineFunction &MF;
  MachineBasicBlock &Body;
  const StackNeed &Need;
  const ARMBaseInstrInfo &TII;
};

} // namespace

//===----------------------------------------------------------------------===//
// Analysis
//===----------------------------------------------------------------------===//

bool hop::hasFiniteStack(const Function &F) {
  if (F.hasFnAttribute(AttrReserve))
    return true;
  return F.hasFnAttribute(AttrFiniteStack) && !F.hasFnAttribute(AttrUnchecked) &&
         !F.hasFnAttribute(Attribute::Naked);
}

static uint64_t getReserve(const Function &F) {
  uint64_t Bytes = 0;
  F.getFnAttribute(hop::AttrReserve).getValueAsString().getAsInteger(10, Bytes);
  return Bytes;
}

/// Bytes that the function may push below its SP at entry. PEI's stack size
/// lacks the slack that realignment may take, and, where SP moves within the
/// function, the outgoing arguments.
static uint64_t getFrameSize(const MachineFunction &MF) {
  const MachineFrameInfo &MFI = MF.getFrameInfo();
  const TargetSubtargetInfo &ST = MF.getSubtarget();
  uint64_t Size = MFI.getStackSize();
  const uint64_t StackAlign = ST.getFrameLowering()->getStackAlign().value();
  if (ST.getRegisterInfo()->hasStackRealignment(MF))
    Size += MFI.getMaxAlign().value() - StackAlign;
  if (!ST.getFrameLowering()->hasReservedCallFrame(MF))
    Size += MFI.getMaxCallFrameSize();
  return alignTo(Size, StackAlign);
}

static StackNeed analyze(const MachineFunction &MF) {
  const Function &F = MF.getFunction();
  StackNeed Need;
  Need.Frame = getFrameSize(MF);
  Need.Arguments = MF.getInfo<ARMFunctionInfo>()->getArgumentStackSize();
  Need.Helper = F.hasFnAttribute(hop::AttrHelper);
  if (F.hasFnAttribute(hop::AttrReserve)) {
    Need.Reserve = true;
    Need.Frame = std::max(Need.Frame, getReserve(F));
  }
  for (const MachineBasicBlock &MBB : MF)
    for (const MachineInstr &MI : MBB)
      Need.Calls |= MI.isCall() && !MI.isReturn();
  return Need;
}

/// A call may run an unchecked function of the whole leaf zone, so a function
/// that calls has to be frameless to go unchecked, and then it cannot call (it
/// would have to save lr) but by a tail call, which has given its frame back.
static bool needsCheck(const StackNeed &Need) {
  if (Need.Reserve)
    return true;
  return Need.Calls ? Need.Frame != 0 : Need.Frame > hop::LeafZone;
}

/// The check in front of the prologue covers the fixed frame; what a dynamic
/// alloca adds is checked where SP moves, by a call that clang makes there (an
/// invoke where the function has cleanups). Prove that none got lost.
static bool checksEveryAlloca(const Function &F) {
  SmallVector<const Instruction *, 4> Checks, Allocas;
  for (const Instruction &I : instructions(F)) {
    if (const auto *AI = dyn_cast<AllocaInst>(&I))
      if (!AI->isStaticAlloca())
        Allocas.push_back(AI);
    if (const auto *Call = dyn_cast<CallBase>(&I))
      if (const Function *Callee = Call->getCalledFunction())
        if (Callee->getName() == hop::AllocaCheckName)
          Checks.push_back(Call);
  }
  if (Allocas.empty())
    return true;
  DominatorTree DT(const_cast<Function &>(F));
  return all_of(Allocas, [&](const Instruction *Alloca) {
    return any_of(Checks, [&](const Instruction *Check) {
      return DT.dominates(Check, Alloca->getParent()) ||
             DT.dominates(Check, Alloca);
    });
  });
}

/// Returns why \p MF cannot be checked correctly, or null.
static const char *findObstacle(const MachineFunction &MF) {
  const auto &ST = MF.getSubtarget<ARMSubtarget>();
  const MachineFrameInfo &MFI = MF.getFrameInfo();
  if (!ST.isMClass() || !ST.isThumb2())
    return "finite-stack needs Armv7-M; use -fno-finite-stack";
  if (MF.getInfo<ARMFunctionInfo>()->isCmseNSEntryFunction())
    return "finite-stack does not support CMSE entry functions";
  if (MF.shouldSplitStack())
    return "finite-stack and -fsplit-stack exclude each other";
  if (!MFI.hasVarSizedObjects())
    return nullptr;
  if (!checksEveryAlloca(MF.getFunction()))
    return "finite-stack found a dynamic alloca without a check";
  // SP moves after the last check of such a function, for its outgoing
  // arguments; what is not in the small zone would go unchecked.
  if (MFI.getMaxCallFrameSize() > hop::SmallZone)
    return "finite-stack does not support more than 64 bytes of outgoing stack "
           "arguments in a function that uses alloca or variable-length arrays";
  return nullptr;
}

//===----------------------------------------------------------------------===//
// Emission
//===----------------------------------------------------------------------===//

MachineBasicBlock *CheckEmitter::createBlock() {
  MachineBasicBlock *MBB = MF.CreateMachineBasicBlock(Body.getBasicBlock());
  MF.insert(Body.getIterator(), MBB);
  for (const MachineBasicBlock::RegisterMaskPair &LiveIn : Body.liveins())
    MBB->addLiveIn(LiveIn);
  return MBB;
}

/// An argument register that carries no argument is free at entry, and a low
/// one makes two of the instructions 16 bits wide.
Register CheckEmitter::findDeadLowRegister() const {
  for (MCPhysReg Reg : {ARM::R3, ARM::R2, ARM::R1, ARM::R0})
    if (!Body.isLiveIn(Reg) && !MF.getRegInfo().isLiveIn(Reg))
      return Reg;
  return Register();
}

// mov.w rN, #limit-address; ldr rN, [rN]
void CheckEmitter::loadLimit(MachineBasicBlock &MBB, Register Limit) {
  BuildMI(MBB, MBB.end(), DebugLoc(), TII.get(ARM::t2MOVi), Limit)
      .addImm(hop::LimitAddress)
      .add(predOps(ARMCC::AL))
      .add(condCodeOp());
  const unsigned Load = isARMLowRegister(Limit) ? ARM::tLDRi : ARM::t2LDRi12;
  BuildMI(MBB, MBB.end(), DebugLoc(), TII.get(Load), Limit)
      .addReg(Limit, RegState::Kill)
      .addImm(0)
      .add(predOps(ARMCC::AL))
      .addMemOperand(MF.getMachineMemOperand(
          MachinePointerInfo(),
          MachineMemOperand::MOLoad | MachineMemOperand::MOVolatile, 4,
          Align(4)));
}

// add.w r12, rN, #frame: exact for every size, by at most four modified
// immediates of eight bits. The sum cannot wrap (StackRAMEnd).
void CheckEmitter::addFrame(MachineBasicBlock &MBB, Register Limit) {
  uint32_t Rest = Need.Frame;
  Register Source = Limit;
  while (Rest) {
    const unsigned Shift = Rest > 0xFF ? Log2_32(Rest) - 7 : 0;
    uint32_t Part = Rest & (uint32_t(0xFF) << Shift);
    unsigned Opcode = ARM::t2ADDri;
    if (ARM_AM::getT2SOImmVal(Rest) != -1) {
      Part = Rest;
    } else if (Rest < 4096) {
      Part = Rest;
      Opcode = ARM::t2ADDri12;
    }
    MachineInstrBuilder Add =
        BuildMI(MBB, MBB.end(), DebugLoc(), TII.get(Opcode), ARM::R12)
            .addReg(Source, RegState::Kill)
            .addImm(Part)
            .add(predOps(ARMCC::AL));
    if (Opcode == ARM::t2ADDri)
      Add.add(condCodeOp());
    Source = ARM::R12;
    Rest -= Part;
  }
}

// cmp sp, rN; bhs body
void CheckEmitter::compareAndBranch(MachineBasicBlock &MBB, Register Bound) {
  BuildMI(MBB, MBB.end(), DebugLoc(), TII.get(ARM::tCMPhir))
      .addReg(ARM::SP)
      .addReg(Bound, getKillRegState(Bound != ARM::R12))
      .add(predOps(ARMCC::AL));
  BuildMI(MBB, MBB.end(), DebugLoc(), TII.get(ARM::tBcc))
      .addMBB(&Body)
      .addImm(ARMCC::HS)
      .addReg(ARM::CPSR, RegState::Kill);
}

// The cold block. A size that does not fit in its half of r12 is told by the
// largest value there, which the handler takes as "can never fit".
void CheckEmitter::trap(MachineBasicBlock &MBB, bool Small) {
  unsigned Number = Small ? hop::TrapSmallFrame : hop::TrapLargeFrame;
  const bool TellSizes = Need.Arguments || Need.Helper;
  if (TellSizes) {
    Number = Need.Helper ? hop::TrapHelper : hop::TrapStackArguments;
    BuildMI(MBB, MBB.end(), DebugLoc(), TII.get(ARM::t2MOVi16), ARM::R12)
        .addImm(std::min<uint64_t>(Need.Frame / 4, 0xFFFF))
        .add(predOps(ARMCC::AL));
    if (Need.Arguments)
      BuildMI(MBB, MBB.end(), DebugLoc(), TII.get(ARM::t2MOVTi16), ARM::R12)
          .addReg(ARM::R12)
          .addImm(std::min<uint64_t>(divideCeil(Need.Arguments, 4), 0xFFFF))
          .add(predOps(ARMCC::AL));
  }
  MachineInstrBuilder SVC =
      BuildMI(MBB, MBB.end(), DebugLoc(), TII.get(ARM::tSVC))
          .addImm(Number)
          .add(predOps(ARMCC::AL));
  if (TellSizes || !Small)
    SVC.addReg(ARM::R12, RegState::Implicit | RegState::Kill);
}

const char *CheckEmitter::emit() {
  const bool Small = Need.Frame <= hop::SmallZone;
  const bool R12IsFree = !Body.isLiveIn(ARM::R12);
  Register Limit = findDeadLowRegister();
  const bool NeedsR12 =
      !Small || !Limit || Need.Arguments != 0 || Need.Helper;
  if (NeedsR12 && !R12IsFree)
    return "finite-stack needs r12, which carries an argument here";
  if (!Limit)
    Limit = ARM::R12;

  MachineBasicBlock *Check = createBlock();
  MachineBasicBlock *Cold = createBlock();
  if (Need.Frame > hop::LargestFrame) {
    // Never fits: a bound that no SP reaches.
    BuildMI(*Check, Check->end(), DebugLoc(), TII.get(ARM::t2MVNi), ARM::R12)
        .addImm(0)
        .add(predOps(ARMCC::AL))
        .add(condCodeOp());
    Limit = ARM::R12;
  } else {
    loadLimit(*Check, Limit);
    if (!Small) {
      addFrame(*Check, Limit);
      Limit = ARM::R12;
    }
  }
  compareAndBranch(*Check, Limit);
  trap(*Cold, Small);

  // Even odds: a block that the placement knew to be cold would move to the
  // end of the function, at the price of a branch back from there.
  Check->addSuccessor(&Body, BranchProbability(1, 2));
  Check->addSuccessor(Cold, BranchProbability(1, 2));
  Cold->addSuccessor(&Body);
  if (!Small && !Need.Arguments && !Need.Helper)
    Cold->addLiveIn(ARM::R12);
  Check->sortUniqueLiveIns();
  Cold->sortUniqueLiveIns();
  return nullptr;
}

void hop::insertStackCheck(MachineFunction &MF, MachineBasicBlock &Prologue) {
  const Function &F = MF.getFunction();
  if (!hasFiniteStack(F))
    return;
  const char *Obstacle = findObstacle(MF);
  if (!Obstacle) {
    const StackNeed Need = analyze(MF);
    if (!needsCheck(Need)) {
      ++NumUnchecked;
      return;
    }
    assert(&Prologue == &MF.front() && "shrink-wrapped in spite of the check");
    Obstacle = CheckEmitter(MF, Prologue, Need).emit();
    ++(Need.Frame <= SmallZone ? NumSmall : NumLarge);
  }
  if (Obstacle)
    F.getContext().diagnose(DiagnosticInfoUnsupported(F, Obstacle));
}
