// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// tgamma is right to 12 units of its last place, and whole numbers have their factorials. Computed as the exponential of
// lgamma it was wrong by hundreds.
#include <math.h>
#include <stdio.h>

// By mpmath, with 60 digits.
static const struct {
    double of, is;
} table[] = {
    {0.1, 9.5135076986687312858},
    {0.5, 1.7724538509055160273},
    {1.5, 0.88622692545275801365},
    {2.0009765625, 1.0004132681648321401},
    {3.577542664210267, 3.6237166625064377467},
    {4.25, 8.2850851418352201659},
    {7.9, 4122.7094842854446448},
    {11.99, 38953748.928808959772},
    {12.5, 136843365.46556585726},
    {33.3, 7.4875775965226323274e+35},
    {100.7, 2.3417900214543305555e+157},
    {143.25, 9.3146505952741297599e+245},
    {170.9, 4.3413243345352244267e+306},
    {171.6, 1.585896909667256509e+308},
    {-0.5, -3.5449077018110320546},
    {-0.002029853405240983, -493.22564053970053615},
    {-1.5, 2.3632718012073547031},
    {-2.9999, -1666.8760578105366564},
    {-10.1, -2.2134165830856185893e-6},
    {-100.5, -3.3536908198076786422e-159},
    {-170.25, -1.693838749651419141e-307},
    {1e-200, 1.0000000000000000179e+200},
    {1e-30, 9.9999999999999991666e+29},
    {-1e-30, -9.9999999999999991666e+29},
};

// In units of the last place of what it should be.
static double error(double value, double wanted)
{
    double size = fabs(wanted);
    return fabs(value - wanted) / (nextafter(size, INFINITY) - size);
}

int main(void)
{
    double worst = 0;
    float worst_float = 0;
    for (unsigned i = 0; i < sizeof table / sizeof *table; i++) {
        double volatile of = table[i].of;
        worst = fmax(worst, error(tgamma(of), table[i].is));
        float volatile single = (float)of;
        // What a float and a double of the same value have.
        if (single == of && fabs(table[i].is) < 1e38)
            worst_float = fmaxf(worst_float, fabsf(tgammaf(single) / (float)table[i].is - 1));
    }
    // CHECK: within 12: 1, float: 1
    printf("within 12: %d, float: %d\n", worst <= 12, worst_float < 0x1p-22f);
    if (worst > 12)
        printf("%f\n", worst);
    double factorial = 1;
    for (int n = 1; n < 23; factorial *= n++) {
        double volatile of = n;
        if (tgamma(of) != factorial || tgammaf((float)of) != (float)factorial)
            printf("%d: %.17g\n", n, tgamma(of));
    }
    // CHECK-NEXT: factorials
    printf("factorials\n");
}
