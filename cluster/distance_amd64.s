#include "textflag.h"

// func quadsAVX2(x *float64, d int, points *[4]float64, n int, out *[4]float64)
//
// One lane a point, one add a column, no fused operations: the same bits as quadsGo. Two quads
// go side by side because a lone chain of additions would wait for itself.
TEXT ·quadsAVX2(SB), NOSPLIT, $0-40
	MOVQ x+0(FP), SI
	MOVQ d+8(FP), R8
	MOVQ points+16(FP), DI
	MOVQ n+24(FP), BX
	MOVQ out+32(FP), DX
	MOVQ R8, R9
	SHLQ $5, R9             // bytes of a quad

pair:
	CMPQ BX, $2
	JL   single
	VXORPD Y0, Y0, Y0
	VXORPD Y1, Y1, Y1
	MOVQ SI, R10
	MOVQ DI, R11
	LEAQ (DI)(R9*1), R12
	MOVQ R8, CX

pairColumn:
	VBROADCASTSD (R10), Y2
	VSUBPD (R11), Y2, Y3
	VSUBPD (R12), Y2, Y4
	VMULPD Y3, Y3, Y3
	VMULPD Y4, Y4, Y4
	VADDPD Y3, Y0, Y0
	VADDPD Y4, Y1, Y1
	ADDQ $8, R10
	ADDQ $32, R11
	ADDQ $32, R12
	DECQ CX
	JNE  pairColumn
	VMOVUPD Y0, (DX)
	VMOVUPD Y1, 32(DX)
	ADDQ $64, DX
	LEAQ (DI)(R9*2), DI
	SUBQ $2, BX
	JMP  pair

single:
	TESTQ BX, BX
	JE   done
	VXORPD Y0, Y0, Y0
	MOVQ R8, CX

column:
	VBROADCASTSD (SI), Y2
	VSUBPD (DI), Y2, Y3
	VMULPD Y3, Y3, Y3
	VADDPD Y3, Y0, Y0
	ADDQ $8, SI
	ADDQ $32, DI
	DECQ CX
	JNE  column
	VMOVUPD Y0, (DX)

done:
	VZEROUPPER
	RET
