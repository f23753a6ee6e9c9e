// A reference, not a framework: the step written by hand on cblas_sgemm, all buffers allocated before. What "call a BLAS" gives.
#include <cblas.h>
#include <math.h>

#include "clock.h"

enum { MOST = 4 };
enum activation { RELU, SIGMOID, TANH };
enum loss { CROSS_ENTROPY, BINARY, SQUARES };

typedef struct {
    int layers, widths[MOST + 1];
    enum activation activation;
    enum loss loss;
    int adam, batch, rows;
    float *x, *y;
    int *classes;
    float *w[MOST], *b[MOST], *gw[MOST], *gb[MOST];  // weights, biases, their gradients
    float *mw[MOST], *mb[MOST], *vw[MOST], *vb[MOST]; // Adam's moments
    float *h[MOST + 1], *d[MOST + 1];                 // outputs of the layers, and the loss's derivatives by them
    int steps, row;
} Network;

static unsigned long seed = 88172645463325252UL;

static float uniform(void) {
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (seed >> 40) / (float)(1 << 24);
}

static float *floats(long count) {
    float *p = aligned_alloc(64, (count * sizeof(float) + 63) / 64 * 64);
    memset(p, 0, count * sizeof(float));
    return p;
}

static Network *network(int layers, const int *widths, enum activation activation, enum loss loss, int adam, int batch) {
    Network *n = calloc(1, sizeof *n);
    n->layers = layers;
    n->activation = activation;
    n->loss = loss;
    n->adam = adam;
    n->batch = batch;
    for (int l = 0; l <= layers; l++) {
        n->widths[l] = widths[l];
        n->h[l] = floats((long)batch * widths[l]);
        n->d[l] = floats((long)batch * widths[l]);
    }
    for (int l = 0; l < layers; l++) {
        long weights = (long)widths[l] * widths[l + 1];
        float **w[] = {&n->w[l], &n->gw[l], &n->mw[l], &n->vw[l]};
        float **b[] = {&n->b[l], &n->gb[l], &n->mb[l], &n->vb[l]};
        for (int k = 0; k < 4; k++) {
            *w[k] = floats(weights);
            *b[k] = floats(widths[l + 1]);
        }
        for (long i = 0; i < weights; i++) n->w[l][i] = (uniform() * 2 - 1) / sqrtf(widths[l]);
    }
    return n;
}

static void forward(Network *n, const float *x) {
    for (int l = 0; l < n->layers; l++) {
        int k = n->widths[l], m = n->widths[l + 1];
        float *restrict o = n->h[l + 1];
        for (int r = 0; r < n->batch; r++) memcpy(o + (long)r * m, n->b[l], m * sizeof(float));
        const float *in = l ? n->h[l] : x;
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n->batch, m, k, 1, in, k, n->w[l], m, 1, o, m);
        if (l + 1 == n->layers) break;
        long count = (long)n->batch * m;
        switch (n->activation) {
        case RELU:
            for (long i = 0; i < count; i++) o[i] = o[i] > 0 ? o[i] : 0;
            break;
        case SIGMOID:
            for (long i = 0; i < count; i++) o[i] = 1 / (1 + expf(-o[i]));
            break;
        case TANH:
            for (long i = 0; i < count; i++) o[i] = tanhf(o[i]);
        }
    }
}

// The derivative of the mean loss by the outputs.
static void differentiate(Network *n) {
    int m = n->widths[n->layers], batch = n->batch;
    const float *o = n->h[n->layers], *y = n->y ? n->y + (long)n->row * m : NULL;
    float *d = n->d[n->layers];
    switch (n->loss) {
    case CROSS_ENTROPY:
        for (int r = 0; r < batch; r++) {
            const float *p = o + r * m;
            float *q = d + r * m, greatest = p[0], sum = 0;
            for (int j = 1; j < m; j++) greatest = p[j] > greatest ? p[j] : greatest;
            for (int j = 0; j < m; j++) {
                q[j] = expf(p[j] - greatest);
                sum += q[j];
            }
            float scale = 1 / (sum * batch);
            for (int j = 0; j < m; j++) q[j] *= scale;
            q[n->classes[n->row + r]] -= 1.f / batch;
        }
        break;
    case BINARY:
        for (int i = 0; i < batch * m; i++) d[i] = (1 / (1 + expf(-o[i])) - y[i]) / (batch * m);
        break;
    case SQUARES:
        for (int i = 0; i < batch * m; i++) d[i] = 2 * (o[i] - y[i]) / (batch * m);
    }
}

// The mean loss; for the check alone.
static double loss(Network *n) {
    int m = n->widths[n->layers];
    const float *o = n->h[n->layers], *y = n->y ? n->y + (long)n->row * m : NULL;
    double sum = 0;
    if (n->loss == CROSS_ENTROPY) {
        for (int r = 0; r < n->batch; r++) {
            double total = 0;
            for (int j = 0; j < m; j++) total += exp(o[r * m + j]);
            sum += log(total) - o[r * m + n->classes[n->row + r]];
        }
        return sum / n->batch;
    }
    for (int i = 0; i < n->batch * m; i++)
        sum += n->loss == BINARY ? log1p(exp(o[i])) - y[i] * o[i] : (o[i] - y[i]) * (o[i] - y[i]);
    return sum / (n->batch * m);
}

static void update(Network *n, float *restrict w, const float *restrict g, float *restrict m, float *restrict v, long count) {
    if (!n->adam) {
        for (long i = 0; i < count; i++) w[i] -= 0.1f * g[i];
        return;
    }
    float c1 = 1 - powf(.9f, n->steps), c2 = 1 - powf(.999f, n->steps);
    float rate = 1e-3f * sqrtf(c2) / c1, epsilon = 1e-8f * sqrtf(c2);
    for (long i = 0; i < count; i++) {
        float mi = 0.9f * m[i] + 0.1f * g[i], vi = 0.999f * v[i] + 0.001f * g[i] * g[i];
        m[i] = mi;
        v[i] = vi;
        w[i] -= rate * mi / (sqrtf(vi) + epsilon);
    }
}

static void step(void *state) {
    Network *n = state;
    int batch = n->batch;
    if (n->row + batch > n->rows) n->row = 0;
    const float *x = n->x + (long)n->row * n->widths[0];
    forward(n, x);
    differentiate(n);
    for (int l = n->layers - 1; l >= 0; l--) {
        int k = n->widths[l], m = n->widths[l + 1];
        const float *in = l ? n->h[l] : x, *d = n->d[l + 1];
        cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, k, m, batch, 1, in, k, d, m, 0, n->gw[l], m);
        float *restrict gb = n->gb[l];
        memset(gb, 0, m * sizeof(float));
        for (int r = 0; r < batch; r++)
            for (int j = 0; j < m; j++) gb[j] += d[r * m + j];
        if (l == 0) break;
        float *restrict q = n->d[l];
        const float *restrict h = n->h[l];
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, batch, k, m, 1, d, m, n->w[l], m, 0, q, k);
        long count = (long)batch * k;
        switch (n->activation) {
        case RELU:
            for (long i = 0; i < count; i++) q[i] = h[i] > 0 ? q[i] : 0;
            break;
        case SIGMOID:
            for (long i = 0; i < count; i++) q[i] *= h[i] * (1 - h[i]);
            break;
        case TANH:
            for (long i = 0; i < count; i++) q[i] *= 1 - h[i] * h[i];
        }
    }
    n->steps++;
    for (int l = 0; l < n->layers; l++) {
        update(n, n->w[l], n->gw[l], n->mw[l], n->vw[l], (long)n->widths[l] * n->widths[l + 1]);
        update(n, n->b[l], n->gb[l], n->mb[l], n->vb[l], n->widths[l + 1]);
    }
    n->row += batch;
}

static void predict(void *state) {
    Network *n = state;
    forward(n, n->x);
    if (n->loss == BINARY) n->h[n->layers][0] = 1 / (1 + expf(-n->h[n->layers][0]));
}

static Network *workload(const char *name) {
    int digits[] = {784, 128, 10}, wide[] = {784, 1024, 1024, 10}, xor[] = {2, 8, 1};
    int table[] = {13, 64, 64, 1}, small[] = {4, 32, 16, 4};
    if (!strncmp(name, "T1b", 3)) return network(2, digits, RELU, CROSS_ENTROPY, 0, atoi(name + 3));
    if (!strcmp(name, "T2")) return network(3, wide, RELU, CROSS_ENTROPY, 1, 256);
    if (!strcmp(name, "T3")) return network(2, xor, TANH, BINARY, 0, 4);
    if (!strcmp(name, "T4")) return network(3, table, RELU, SQUARES, 1, 64);
    if (!strcmp(name, "T5")) return network(2, digits, SIGMOID, CROSS_ENTROPY, 0, 32);
    if (!strcmp(name, "T6")) return network(3, small, TANH, SQUARES, 1, 200);
    if (!strcmp(name, "I1")) return network(2, digits, RELU, CROSS_ENTROPY, 0, 1);
    if (!strcmp(name, "I2")) return network(2, digits, RELU, CROSS_ENTROPY, 0, 1024);
    if (!strcmp(name, "I3")) return network(3, table, RELU, SQUARES, 0, 1);
    return network(2, xor, TANH, BINARY, 0, 1); // I4
}

static void data(Network *n) {
    int inputs = n->widths[0], outputs = n->widths[n->layers];
    if (inputs == 2) {
        static float x[] = {0, 0, 0, 1, 1, 0, 1, 1}, y[] = {0, 1, 1, 0};
        n->rows = 4, n->x = x, n->y = y;
        return;
    }
    n->rows = inputs == 784 ? 60000 : inputs == 13 ? 16384 : 200;
    n->x = floats((long)n->rows * inputs);
    for (long i = 0; i < (long)n->rows * inputs; i++) n->x[i] = inputs == 784 ? uniform() * .25f : uniform() * 2 - 1;
    if (n->loss == CROSS_ENTROPY) {
        n->classes = malloc(n->rows * sizeof(int));
        for (int r = 0; r < n->rows; r++) {
            const float *x = n->x + (long)r * inputs;
            int best = 0;
            for (int j = 1; j < outputs; j++) best = x[j] > x[best] ? j : best;
            n->classes[r] = best;
        }
        return;
    }
    n->y = floats((long)n->rows * outputs);
    for (int r = 0; r < n->rows; r++) {
        const float *x = n->x + (long)r * inputs;
        for (int j = 0; j < outputs; j++) n->y[r * outputs + j] = inputs == 13 ? x[0] * x[1] + x[2] : sinf(x[j]);
    }
}

static void release(Network *n) {
    if (n->widths[0] != 2) {
        free(n->x);
        free(n->y);
    }
    free(n->classes);
    for (int l = 0; l <= n->layers; l++) {
        free(n->h[l]);
        free(n->d[l]);
    }
    for (int l = 0; l < n->layers; l++) {
        float *all[] = {n->w[l], n->gw[l], n->mw[l], n->vw[l], n->b[l], n->gb[l], n->mb[l], n->vb[l]};
        for (int k = 0; k < 8; k++) free(all[k]);
    }
    free(n);
}

static void read_floats(FILE *file, float *p, long count) {
    if (fread(p, sizeof(float), count, file) != (size_t)count) exit(1);
}

// The loss of the eleventh batch after ten steps, from the weights and batches that `run.py --check` wrote.
static void check(const char *folder, const char *name) {
    char path[4096];
    Network *n = workload(name);
    int inputs = n->widths[0], outputs = n->widths[n->layers], classes = n->loss == CROSS_ENTROPY, batch = n->batch;
    snprintf(path, sizeof path, "%s/%s.weights", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file) exit(1);
    for (int l = 0; l < n->layers; l++) {
        read_floats(file, n->w[l], (long)n->widths[l] * n->widths[l + 1]);
        read_floats(file, n->b[l], n->widths[l + 1]);
    }
    fclose(file);
    snprintf(path, sizeof path, "%s/%s.batches", folder, name);
    file = fopen(path, "rb");
    if (!file) exit(1);
    n->rows = 11 * batch;
    n->x = floats((long)n->rows * inputs);
    n->y = floats((long)n->rows * outputs);
    n->classes = malloc(n->rows * sizeof(int));
    for (int i = 0; i < 11; i++) {
        float *y = n->y + (long)i * batch * (classes ? 1 : outputs);
        read_floats(file, n->x + (long)i * batch * inputs, (long)batch * inputs);
        read_floats(file, y, (long)batch * (classes ? 1 : outputs));
        for (int r = 0; classes && r < batch; r++) n->classes[i * batch + r] = (int)y[r];
    }
    fclose(file);
    for (int i = 0; i < 10; i++) step(n);
    forward(n, n->x + 10L * batch * inputs);
    printf("LOSS\topenblas\t%s\t%.7g\n", name, loss(n));
}

int main(int count, char **arguments) {
    const char *names[] = {"T1b1", "T1b32", "T1b128", "T1b1024", "T2", "T3", "T4", "T5", "T6", "I1", "I2", "I3", "I4"};
    int checked = count > 3 && !strcmp(arguments[1], "--check");
    openblas_set_num_threads(atoi(setting("THREADS", "1")));
    for (int i = 0; i < 13; i++) {
        if (count > 1 && !has(arguments[checked ? 3 : 1], names[i])) continue;
        if (checked) {
            check(arguments[2], names[i]);
            continue;
        }
        Network *n = workload(names[i]);
        data(n);
        int training = names[i][0] == 'T';
        measure("openblas", names[i], names[i][1] == '3' ? 1 : n->batch, training ? step : predict, n);
        release(n);
    }
}
