//===- HopCheckThumb1.cpp - Stack checks in Thumb-1 code ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Armv6-M and Armv8-M Baseline: two-operand instructions on r0-r3, where often
// all four carry arguments. With a free register rN:
//
//     movs  rN, #1                 ; the limit's address is 1 << 29
//     lsls  rN, rN, #29
//     ldr   rN, [rN]
//     adds  rN, #bytes             ; large frame; up to 510 in two steps
//     cmp   sp, rN
//     bhs   body
//     mov   r12, rN                ; large frame: what the trap tells
//     svc   #252 or #253
//
// Without one r3 waits in r12 meanwhile, and a large frame is told like stack
// arguments, by sizes (svc #254), because the sum is gone when r3 is back. More
// than 510 bytes need a second register: r2 and r3 are pushed. These 8 bytes,
// and 4 in front of a trap, are in the trap zone, whose alignment word they
// leave unused: a push of 8 keeps SP aligned, and 32 + 8 = 36 + 4 = 40.
//
//===----------------------------------------------------------------------===//

#include "HopCheckThumb1.h"
#include "hop-pass/FiniteStackABI.h"

#include "ARMBaseInstrInfo.h"
#include "ARMConstantPoolValue.h"
#include "ARMSubtarget.h"
#include "llvm/CodeGen/MachineConstantPool.h"
#include "llvm/CodeGen/MachineFunction.h"
#include "llvm/CodeGen/MachineInstrBuilder.h"

using namespace llvm;
using namespace hop;

static_assert(LimitAddress == uint32_t(1) << 29, "movs #1; lsls #29");

Thumb1CheckEmitter::Thumb1CheckEmitter(MachineFunction &MF,
                                       MachineBasicBlock &Body,
                                       const StackNeed &Need)
    : InlineCheckEmitter(MF, Body, Need), IsShort(IsSmall || Bytes <= 2 * 255),
      Pushes(!Free && (NeverFits || !IsShort || Body.isLiveIn(ARM::R12))) {
  // The sum is not there when the trap is.
  if (!Free && !IsSmall)
    TellsSizes = true;
}

bool Thumb1CheckEmitter::needsR12() const {
  return TellsSizes || !IsSmall;
}

void Thumb1CheckEmitter::move(MachineBasicBlock &MBB, Register Destination,
                              Register Source) const {
  build(MBB, ARM::tMOVr, Destination).addReg(Source).add(predOps(ARMCC::AL));
}

// Eight bits at a time; Armv8-M Baseline has movw and movt.
void hop::emitThumb1Constant(MachineBasicBlock &MBB,
                             MachineBasicBlock::iterator At, const DebugLoc &DL,
                             Register Destination, uint32_t Value) {
  const auto &ST = MBB.getParent()->getSubtarget<ARMSubtarget>();
  const auto build = [&](unsigned Opcode) {
    return BuildMI(MBB, At, DL, ST.getInstrInfo()->get(Opcode), Destination);
  };
  if (Value > 0xFF && ST.hasV8MBaselineOps()) {
    build(ARM::t2MOVi16).addImm(Value & 0xFFFF).add(predOps(ARMCC::AL));
    if (Value >> 16)
      build(ARM::t2MOVTi16)
          .addReg(Destination)
          .addImm(Value >> 16)
          .add(predOps(ARMCC::AL));
    return;
  }
  int Shift = Value ? (Log2_32(Value) / 8) * 8 : 0;
  build(ARM::tMOVi8)
      .add(t1CondCodeOp())
      .addImm(Value >> Shift)
      .add(predOps(ARMCC::AL));
  for (int Pending = 0; Shift > 0;) {
    Shift -= 8;
    Pending += 8;
    const uint32_t Part = Value >> Shift & 0xFF;
    if (!Part && Shift > 0)
      continue;
    build(ARM::tLSLri)
        .add(t1CondCodeOp())
        .addReg(Destination)
        .addImm(Pending)
        .add(predOps(ARMCC::AL));
    Pending = 0;
    if (Part)
      build(ARM::tADDi8)
          .add(t1CondCodeOp())
          .addReg(Destination)
          .addImm(Part)
          .add(predOps(ARMCC::AL));
  }
}

void Thumb1CheckEmitter::loadConstant(MachineBasicBlock &MBB,
                                      Register Destination,
                                      uint32_t Value) const {
  emitThumb1Constant(MBB, MBB.end(), DebugLoc(), Destination, Value);
}

void Thumb1CheckEmitter::loadLimit(MachineBasicBlock &MBB,
                                   Register Limit) const {
  if (const char *Symbol = limitSymbol()) {
    if (ST.genExecuteOnly()) {
      build(MBB, ARM::tMOVi32imm, Limit).addExternalSymbol(Symbol);
    } else {
      MachineConstantPool &Pool = *MF.getConstantPool();
      ARMConstantPoolValue *Value = ARMConstantPoolSymbol::Create(
          MF.getFunction().getContext(), Symbol, 0, 0);
      build(MBB, ARM::tLDRpci, Limit)
          .addConstantPoolIndex(Pool.getConstantPoolIndex(Value, Align(4)))
          .add(predOps(ARMCC::AL));
    }
  } else {
    build(MBB, ARM::tMOVi8, Limit)
        .add(t1CondCodeOp())
        .addImm(1)
        .add(predOps(ARMCC::AL));
    build(MBB, ARM::tLSLri, Limit)
        .add(t1CondCodeOp())
        .addReg(Limit)
        .addImm(29)
        .add(predOps(ARMCC::AL));
  }
  build(MBB, ARM::tLDRi, Limit)
      .addReg(Limit)
      .addImm(0)
      .add(predOps(ARMCC::AL))
      .addMemOperand(limitOperand());
}

void Thumb1CheckEmitter::addBytes(MachineBasicBlock &MBB,
                                  Register Limit) const {
  for (uint32_t Rest = Bytes; Rest;) {
    const uint32_t Part = std::min<uint32_t>(Rest, 255);
    build(MBB, ARM::tADDi8, Limit)
        .add(t1CondCodeOp())
        .addReg(Limit)
        .addImm(Part)
        .add(predOps(ARMCC::AL));
    Rest -= Part;
  }
}

void Thumb1CheckEmitter::compareSP(MachineBasicBlock &MBB,
                                   Register Bound) const {
  build(MBB, ARM::tCMPhir)
      .addReg(ARM::SP)
      .addReg(Bound)
      .add(predOps(ARMCC::AL));
}

void Thumb1CheckEmitter::compareInFree(MachineBasicBlock &MBB) const {
  if (NeverFits) {
    // A bound that no SP reaches.
    loadConstant(MBB, Free, 0);
    build(MBB, ARM::tMVN, Free)
        .add(t1CondCodeOp())
        .addReg(Free)
        .add(predOps(ARMCC::AL));
  } else if (IsShort) {
    loadLimit(MBB, Free);
    if (!IsSmall)
      addBytes(MBB, Free);
  } else {
    loadLimit(MBB, Free);
    move(MBB, ARM::R12, Free);
    loadConstant(MBB, Free, Bytes);
    build(MBB, ARM::tADDhirr, Free)
        .addReg(Free)
        .addReg(ARM::R12, RegState::Kill)
        .add(predOps(ARMCC::AL));
  }
  compareSP(MBB, Free);
}

void Thumb1CheckEmitter::compareWithR3InR12(MachineBasicBlock &MBB) const {
  move(MBB, ARM::R12, ARM::R3);
  loadLimit(MBB, ARM::R3);
  if (!IsSmall)
    addBytes(MBB, ARM::R3);
  compareSP(MBB, ARM::R3);
  // Moves of high registers leave the flags alone.
  move(MBB, ARM::R3, ARM::R12);
}

// push {r2, r3}; r3 = limit + bytes; r2 = sp + 8; cmp r2, r3; pop {r2, r3}
void Thumb1CheckEmitter::compareWithPush(MachineBasicBlock &MBB) const {
  build(MBB, ARM::tPUSH)
      .add(predOps(ARMCC::AL))
      .addReg(ARM::R2)
      .addReg(ARM::R3);
  tellMovedSP(MBB, 8);
  if (NeverFits) {
    loadConstant(MBB, ARM::R3, 0);
    build(MBB, ARM::tMVN, ARM::R3)
        .add(t1CondCodeOp())
        .addReg(ARM::R3)
        .add(predOps(ARMCC::AL));
  } else {
    loadLimit(MBB, ARM::R3);
    if (!IsSmall) {
      loadConstant(MBB, ARM::R2, Bytes);
      build(MBB, ARM::tADDrr, ARM::R3)
          .add(t1CondCodeOp())
          .addReg(ARM::R3)
          .addReg(ARM::R2, RegState::Kill)
          .add(predOps(ARMCC::AL));
    }
  }
  build(MBB, ARM::tADDrSPi, ARM::R2)
      .addReg(ARM::SP)
      .addImm(8 / 4)
      .add(predOps(ARMCC::AL));
  build(MBB, ARM::tCMPr)
      .addReg(ARM::R2, RegState::Kill)
      .addReg(ARM::R3, RegState::Kill)
      .add(predOps(ARMCC::AL));
  build(MBB, ARM::tPOP)
      .add(predOps(ARMCC::AL))
      .addReg(ARM::R2, RegState::Define)
      .addReg(ARM::R3, RegState::Define);
  tellMovedSP(MBB, 0);
}

void Thumb1CheckEmitter::emitComparison(MachineBasicBlock &MBB) {
  if (Free)
    compareInFree(MBB);
  else if (Pushes)
    compareWithPush(MBB);
  else
    compareWithR3InR12(MBB);
  branchToBody(MBB);
}

void Thumb1CheckEmitter::emitTrap(MachineBasicBlock &MBB) {
  if (!TellsSizes) {
    if (!IsSmall)
      move(MBB, ARM::R12, Free);
    return supervisorCall(MBB, IsSmall ? TrapSmallFrame : TrapLargeFrame,
                          !IsSmall);
  }
  const Register Temporary = Free ? Free : Register(ARM::R3);
  if (!Free) {
    build(MBB, ARM::tPUSH).add(predOps(ARMCC::AL)).addReg(ARM::R3);
    tellMovedSP(MBB, 4);
  }
  loadConstant(MBB, Temporary, packedSizes());
  move(MBB, ARM::R12, Temporary);
  if (!Free) {
    build(MBB, ARM::tPOP)
        .add(predOps(ARMCC::AL))
        .addReg(ARM::R3, RegState::Define);
    tellMovedSP(MBB, 0);
  }
  supervisorCall(MBB, Need.IsHelper ? TrapHelper : TrapStackArguments, true);
}
