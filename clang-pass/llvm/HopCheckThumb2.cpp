//===- HopCheckThumb2.cpp - Stack checks in Thumb-2 code ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//     mov.w  rN, #limit-address     ; rN: a free low register, else r12
//     ldr    rN, [rN]
//     cmp    sp, rN                 ; small frame: compare plain SP
//     bhs    body
//     svc    #252
//   body:
//
// A larger frame is added to the limit first, and the sum is left in r12 for
// the trap handler:
//
//     add.w  r12, rN, #frame
//     cmp    sp, r12
//     bhs    body
//     svc    #253
//
// With a limit variable its address is built by movw and movt.
//
//===----------------------------------------------------------------------===//

#include "HopCheckThumb2.h"
#include "hop-pass/FiniteStackABI.h"

#include "ARMBaseInstrInfo.h"
#include "ARMSubtarget.h"
#include "MCTargetDesc/ARMAddressingModes.h"
#include "llvm/CodeGen/MachineInstrBuilder.h"

using namespace llvm;
using namespace hop;

bool Thumb2CheckEmitter::needsR12() const {
  return !IsSmall || !Free || TellsSizes;
}

void Thumb2CheckEmitter::loadLimit(MachineBasicBlock &MBB,
                                   Register Limit) const {
  if (const char *Symbol = limitSymbol()) {
    build(MBB, ARM::t2MOVi16, Limit)
        .addExternalSymbol(Symbol, ARMII::MO_LO16)
        .add(predOps(ARMCC::AL));
    build(MBB, ARM::t2MOVTi16, Limit)
        .addReg(Limit)
        .addExternalSymbol(Symbol, ARMII::MO_HI16)
        .add(predOps(ARMCC::AL));
  } else {
    build(MBB, ARM::t2MOVi, Limit)
        .addImm(LimitAddress)
        .add(predOps(ARMCC::AL))
        .add(condCodeOp());
  }
  build(MBB, isARMLowRegister(Limit) ? ARM::tLDRi : ARM::t2LDRi12, Limit)
      .addReg(Limit, RegState::Kill)
      .addImm(0)
      .add(predOps(ARMCC::AL))
      .addMemOperand(limitOperand());
}

// add.w r12, rN, #bytes: exact for every size, by at most four modified
// immediates of eight bits. The sum cannot wrap (StackRAMEnd).
void Thumb2CheckEmitter::addBytes(MachineBasicBlock &MBB,
                                  Register Limit) const {
  uint32_t Rest = Bytes;
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
    MachineInstrBuilder Add = build(MBB, Opcode, ARM::R12)
                                  .addReg(Source, RegState::Kill)
                                  .addImm(Part)
                                  .add(predOps(ARMCC::AL));
    if (Opcode == ARM::t2ADDri)
      Add.add(condCodeOp());
    Source = ARM::R12;
    Rest -= Part;
  }
}

void Thumb2CheckEmitter::emitComparison(MachineBasicBlock &MBB) {
  Register Bound = IsSmall && Free ? Free : Register(ARM::R12);
  if (NeverFits) {
    // A bound that no SP reaches.
    build(MBB, ARM::t2MVNi, Bound)
        .addImm(0)
        .add(predOps(ARMCC::AL))
        .add(condCodeOp());
  } else {
    loadLimit(MBB, Free ? Free : Register(ARM::R12));
    if (!IsSmall)
      addBytes(MBB, Free ? Free : Register(ARM::R12));
  }
  build(MBB, ARM::tCMPhir)
      .addReg(ARM::SP)
      .addReg(Bound)
      .add(predOps(ARMCC::AL));
  branchToBody(MBB);
}

void Thumb2CheckEmitter::emitTrap(MachineBasicBlock &MBB) {
  if (!TellsSizes)
    return supervisorCall(MBB, IsSmall ? TrapSmallFrame : TrapLargeFrame,
                          !IsSmall);
  const uint32_t Sizes = packedSizes();
  build(MBB, ARM::t2MOVi16, ARM::R12)
      .addImm(Sizes & 0xFFFF)
      .add(predOps(ARMCC::AL));
  if (Sizes >> 16)
    build(MBB, ARM::t2MOVTi16, ARM::R12)
        .addReg(ARM::R12)
        .addImm(Sizes >> 16)
        .add(predOps(ARMCC::AL));
  supervisorCall(MBB, Need.IsHelper ? TrapHelper : TrapStackArguments, true);
}
