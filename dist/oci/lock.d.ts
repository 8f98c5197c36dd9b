/**
 * Runs `work` while holding the lock file, alone among all processes that do. What a killed process left
 * behind is cleared away, when it ran here.
 */
export declare function withLock<T>(path: string, patience: number, work: () => Promise<T>): Promise<T>;
