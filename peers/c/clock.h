// The clock, the chunks and the choice of workloads, as every peer has them.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *setting(const char *name, const char *otherwise) {
    const char *value = getenv(name);
    return value ? value : otherwise;
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + 1e-9 * t.tv_nsec;
}

// Whether the list `chosen` ("T1b1,T3") has `name`.
static int has(const char *chosen, const char *name) {
    size_t length = strlen(name);
    for (const char *p = chosen; p; p = strchr(p, ',') ? strchr(p, ',') + 1 : NULL)
        if (strncmp(p, name, length) == 0 && (p[length] == 0 || p[length] == ',')) return 1;
    return 0;
}

// Prints chunks of `call(state)`, which works on `per` samples.
static void measure(const char *peer, const char *workload, double per, void (*call)(void *), void *state) {
    int chunks = atoi(setting("CHUNKS", "5"));
    double seconds = atof(setting("SECS", "0.12"));
    int microseconds = workload[0] == 'I' && workload[1] != '2';

    long calls = 0;
    double begin = now();
    for (; now() - begin < 0.3; calls++) call(state);
    long inner = (long)(0.01 / ((now() - begin) / calls));
    if (inner < 1) inner = 1;

    for (int chunk = 0; chunk < chunks; chunk++) {
        calls = 0;
        begin = now();
        do {
            for (long i = 0; i < inner; i++) call(state);
            calls += inner;
        } while (now() - begin < seconds);
        double each = (now() - begin) / calls;
        printf("RES\t%s\t%s\t%s\t%.6f\n", peer, workload, setting("THREADS", "1"),
               microseconds ? each * 1e6 : per / each);
    }
    fflush(stdout);
}
