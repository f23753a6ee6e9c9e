// What the machine can: f32 multiply-adds, reading from each level of memory, and how fast two cores hear of each other.
// `peak 1` or `peak 2` threads.
#include <immintrin.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FMA512, FMA256, READ, ROUND_TRIP };
enum { REPEATS = 5 };

static int mode;
static size_t bytes;
static pthread_barrier_t barrier;
static double speed[64];
static volatile float sink;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + 1e-9 * t.tv_nsec;
}

#define TWELVE(X, v) X(v, 0) X(v, 1) X(v, 2) X(v, 3) X(v, 4) X(v, 5) X(v, 6) X(v, 7) X(v, 8) X(v, 9) X(v, 10) X(v, 11)
#define TWELVE_MORE(X, v) \
    X(v, 12) X(v, 13) X(v, 14) X(v, 15) X(v, 16) X(v, 17) X(v, 18) X(v, 19) X(v, 20) X(v, 21) X(v, 22) X(v, 23)
#define CLEAR(v, r) "vxorps %%" #v #r ", %%" #v #r ", %%" #v #r "\n"
#define CLEAR512(v, r) "vpxorq %%" #v #r ", %%" #v #r ", %%" #v #r "\n"
#define FMA(v, r) "vfmadd231ps %%" #v #r ", %%" #v #r ", %%" #v #r "\n"

// 24 chains of 16 numbers a turn; all stay 0.
static void fma512(long turns) {
#ifdef __AVX512F__
    __asm__ volatile(TWELVE(CLEAR512, zmm) TWELVE_MORE(CLEAR512, zmm) "1:\n" TWELVE(FMA, zmm) TWELVE_MORE(FMA, zmm) "dec %0\n"
                                                                                                                "jnz 1b\n"
                     : "+r"(turns)::"xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10",
                       "xmm11", "xmm12", "xmm13", "xmm14", "xmm15", "xmm16", "xmm17", "xmm18", "xmm19", "xmm20", "xmm21",
                       "xmm22", "xmm23", "cc");
#endif
}

// 12 chains of 8 numbers a turn.
static void fma256(long turns) {
    __asm__ volatile(TWELVE(CLEAR, ymm) "1:\n" TWELVE(FMA, ymm) "dec %0\n"
                                                                "jnz 1b\n"
                     : "+r"(turns)::"xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10",
                       "xmm11", "cc");
}

static void read_all(const float *p, size_t count, long times) {
    __m256 s[8];
    for (int j = 0; j < 8; j++) s[j] = _mm256_setzero_ps();
    for (long t = 0; t < times; t++) {
        for (size_t i = 0; i < count; i += 64) {
#pragma GCC unroll 8
            for (int j = 0; j < 8; j++) s[j] = _mm256_add_ps(s[j], _mm256_load_ps(p + i + 8 * j));
        }
        __asm__ volatile("" ::: "memory");
    }
    for (int j = 1; j < 8; j++) s[0] = _mm256_add_ps(s[0], s[j]);
    sink = _mm256_cvtss_f32(s[0]);
}

// Two threads take turns in writing a number that the other waits for; gives the turns of one.
static long take_turns(long id, int again) {
    static long line;
    const long turns = 100000;
    for (long i = again * turns; i < (again + 1) * turns; i++) {
        while (__atomic_load_n(&line, __ATOMIC_ACQUIRE) != 2 * i + id) {}
        long next = i + 1 == 2 * turns && id == 1 ? 0 : 2 * i + id + 1;
        __atomic_store_n(&line, next, __ATOMIC_RELEASE);
    }
    return turns;
}

static void *thread(void *argument) {
    long id = (long)argument;
    float *p = NULL;
    if (mode == READ) {
        p = aligned_alloc(64, bytes);
        memset(p, 0, bytes);
    }
    for (int warm = 0; warm < 2; warm++) {
        pthread_barrier_wait(&barrier);
        double begin = now(), work = 0;
        if (mode == FMA512) {
            long turns = 5000000;
            fma512(turns);
            work = turns * 24. * 32;
        } else if (mode == FMA256) {
            long turns = 20000000;
            fma256(turns);
            work = turns * 12. * 16;
        } else if (mode == ROUND_TRIP) {
            long turns = take_turns(id, warm);
            speed[id] = id == 0 ? (now() - begin) / turns * 1e9 : 0;
        } else {
            long times = (long)(1.5e9 / bytes);
            if (times < 1) times = 1;
            read_all(p, bytes / 4, times);
            work = (double)bytes * times;
        }
        if (mode != ROUND_TRIP) speed[id] = work / (now() - begin) / 1e9;
        pthread_barrier_wait(&barrier);
    }
    free(p);
    return NULL;
}

static int order(const void *a, const void *b) {
    double difference = *(const double *)a - *(const double *)b;
    return difference < 0 ? -1 : difference > 0;
}

static void measure(const char *name, int threads) {
    double values[REPEATS];
    for (int r = 0; r < REPEATS; r++) {
        pthread_t all[64];
        pthread_barrier_init(&barrier, NULL, threads);
        for (long i = 0; i < threads; i++) pthread_create(&all[i], NULL, thread, (void *)i);
        values[r] = 0;
        for (int i = 0; i < threads; i++) {
            pthread_join(all[i], NULL);
            values[r] += speed[i];
        }
    }
    qsort(values, REPEATS, sizeof *values, order);
    printf("PEAK\t%s\t%d\tmedian %.1f\tmin %.1f\tmax %.1f\n", name, threads, values[REPEATS / 2], values[0],
           values[REPEATS - 1]);
    fflush(stdout);
}

int main(int count, char **arguments) {
    int threads = count > 1 ? atoi(arguments[1]) : 1;
#ifdef __AVX512F__
    mode = FMA512;
    measure("FMA AVX-512, GFLOP/s", threads);
#endif
    mode = FMA256;
    measure("FMA AVX2, GFLOP/s", threads);
    mode = READ;
    size_t sizes[] = {16 << 10, 512 << 10, 8 << 20, 256 << 20};
    const char *names[] = {"read 16 KiB a thread (L1), GB/s", "read 512 KiB (L2), GB/s", "read 8 MiB (L3), GB/s",
                           "read 256 MiB (memory), GB/s"};
    for (int i = 0; i < 4; i++) {
        bytes = sizes[i];
        measure(names[i], threads);
    }
    if (threads == 2) {
        mode = ROUND_TRIP;
        measure("round trip between the cores, ns", threads);
    }
}
